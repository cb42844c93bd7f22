import { lazy, Suspense, useMemo } from 'react';
import { Link, Redirect, Route, Switch } from 'wouter';
import { useSession } from '../session/session';
import { EmptyState } from '../shared/EmptyState';
import { ErrorBoundary } from '../shared/ErrorBoundary';
import { sharedWords } from '../shared/words/words';
import { maySee, screens, type Screen } from './screens';

const lazily = new Map(screens.map((screen) => [screen.load.toString(), lazy(screen.load)]));

const drawingOf = (screen: Screen) => lazily.get(screen.load.toString())!;

/** The screen that belongs to the address; what does not exist and what may not be seen look the same. */
export function Screens() {
  const session = useSession();
  const mine = useMemo(() => screens.filter((screen) => maySee(screen, session)), [session]);
  return (
    <ErrorBoundary>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/"><Redirect to="/inbox" replace /></Route>
          <Route path="/sign-in"><Redirect to="/inbox" replace /></Route>
          {mine.map((screen) => {
            const Drawn = drawingOf(screen);
            return <Route key={screen.path} path={screen.pattern ?? screen.path}><Drawn /></Route>;
          })}
          <Route><EmptyState title={sharedWords.notThere}><Link href="/inbox">{sharedWords.toInbox}</Link></EmptyState></Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
