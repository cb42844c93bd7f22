import { lazy, Suspense } from 'react';
import { useMay } from '../../session/session';
import { useSend } from './openSend';

const SendWindow = lazy(() => import('./SendWindow'));

/** Where the Send window opens, whatever screen is beneath it. */
export function SendWindowHost() {
  const open = useSend(), may = useMay('text');
  return open && may && <Suspense fallback={null}><SendWindow key={open.request.windowKey} open={open} /></Suspense>;
}
