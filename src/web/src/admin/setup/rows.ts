import type { Account, AgencyUser, Line } from '../../api/adminTypes';
import { adminWords as words } from '../words';

export interface Facts { accounts: Account[]; lines: Line[]; users: AgencyUser[]; people: number; testMode: boolean; mine: string }

export interface SetUpRow { key: keyof typeof words.rows; href: string; state: 'done' | 'todo' | 'waiting'; waitsFor?: string }

/** What is set up and what is not, told by what is there. */
export function rowsOf({ accounts, lines, users, people, testMode, mine }: Facts): SetUpRow[] {
  const done = (fact: boolean) => (fact ? 'done' as const : 'todo' as const);
  const line = lines.some((each) => each.active && each.receiving.ok);
  return [
    { key: 'branches', href: '/admin/accounts', state: done(accounts.length > 0) },
    { key: 'provider', href: '/admin/providers', state: done(line) },
    { key: 'users', href: '/admin/users', state: done(users.some((user) => user.id !== mine && user.hasPassword !== false)) },
    { key: 'people', href: '/people/import', state: done(people > 0) },
    { key: 'live', href: '/admin/sending', ...(testMode && !line ? { state: 'waiting' as const, waitsFor: words.rows.provider.name } : { state: done(!testMode) }) },
  ];
}
