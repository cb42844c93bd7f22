import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { call, onSignedOut } from '../api/client';
import { Problem } from '../api/problem';
import { ErrorState } from '../shared/ErrorState';
import { SessionContext } from './session';
import { SignIn } from './SignIn';
import { useLiveReading } from './useLiveReading';

export const sessionKey = ['session'];

const SecondStep = lazy(() => import('../settings/signIn/SecondStep'));

/** Shows the app to whoever is signed in, and the sign-in page to everyone else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const session = useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => call('GET /session', { signal }), staleTime: 60_000 });
  const signedOut = session.error instanceof Problem && session.error.isSignedOut;

  useEffect(() => onSignedOut(() => {
    if (queries.getQueryData(sessionKey)) void queries.resetQueries({ queryKey: sessionKey });
  }), [queries]);

  if (signedOut) return <SignIn />;
  if (session.isPending) return null;
  if (!session.data) return <ErrorState problem={session.error} onRetry={() => void session.refetch()} />;
  return (
    <SessionContext value={session.data}>
      <LiveReading key={`${session.data.organisation.id} ${session.data.user.id}`} />
      {session.data.twoStepMissing ? <Suspense fallback={null}><SecondStep /></Suspense> : children}
    </SessionContext>
  );
}

function LiveReading() {
  useLiveReading();
  return null;
}
