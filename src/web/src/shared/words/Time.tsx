import { fullTime, momentWords, shortTime } from './time';
import { useNow } from './useNow';

interface Props { at: string; as?: 'short' | 'moment'; className?: string }

/** A moment in the viewer's zone, the whole of it on hover. */
export function Time({ at, as = 'short', className }: Props) {
  const now = new Date(useNow());
  const moment = new Date(at);
  const words = as === 'short' ? shortTime(moment, now) : momentWords(moment, now);
  return <time dateTime={at} title={fullTime(moment)} className={className}>{words}</time>;
}
