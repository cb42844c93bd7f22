import { lazy, Suspense } from 'react';
import { useTextPanel } from './panel';

const TextPanel = lazy(() => import('./TextPanel'));

/** Where the texts with one person slide in, whatever screen is open. */
export function TextPanelHost() {
  const of = useTextPanel();
  return of && <Suspense fallback={null}><TextPanel key={of.id} of={of} /></Suspense>;
}
