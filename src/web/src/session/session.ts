import { createContext, useContext } from 'react';
import type { Session } from '../api/types';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in, where, and what they may do. Only inside the session gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is used outside the session gate');
  return session;
}

/** Whether the signed-in user holds a permission, such as `administer`. */
export const useMay = (permission: string) => useSession().permissions.includes(permission);

export const firstNameOf = (name: string) => name.trim().split(/\s+/)[0] ?? name;
