import { Button } from '@mantine/core';
import { IconClock, IconSend2 } from '@tabler/icons-react';
import type { Preview } from '../../api/broadcastTypes';
import { timeOfDay } from '../../shared/words/time';
import type { Step } from './SendWindow';
import styles from './SendWindow.module.css';
import { whyNot, type Sending } from './useSendWindow';
import { sendWords as words } from './words';

/** One sentence about what will happen, and one button that names the number. */
export function Foot({ sending, step, onStep }: { sending: Sending; step: Step | null; onStep: (step: Step) => void }) {
  const { asked, attached, preview, send, problem } = sending;
  const data = preview.data;
  const texted = data ? data.now + data.later : 0;
  const why = whyNot(data, asked.body, attached.files.length > 0, sending.isStale || attached.busy, words);
  if (step !== null && step !== 'check') {
    return (
      <footer className={styles.foot}>
        <p>{data && sentence(data)}</p>
        {step === 'what' && <Button variant="default" onClick={() => onStep('who')}>{words.back}</Button>}
        <Button onClick={() => onStep(step === 'who' ? 'what' : 'check')}>{words.next}</Button>
      </footer>
    );
  }
  return (
    <footer className={styles.foot}>
      <p role="status">{problem ? <span className={styles.problem} role="alert">{problem}</span> : why !== null && !sending.isStale && data ? <>{sentence(data)}<br /><span className={styles.dim}>{why}</span></> : data && sentence(data)}</p>
      {step === 'check' && <Button variant="default" onClick={() => onStep('what')}>{words.back}</Button>}
      <Button disabled={why !== null} loading={sending.sending} onClick={() => void send()} rightSection={asked.localTime ? <IconClock size={17} stroke={1.9} aria-hidden="true" /> : <IconSend2 size={17} stroke={1.9} aria-hidden="true" />}>
        {asked.localTime ? words.scheduleFor(texted) : words.sendTo(texted)}
      </Button>
    </footer>
  );
}

function sentence(data: Preview) {
  const later = new Map<string, number>();
  for (const { state, at, zone } of data.people) {
    if (state !== 'later' || !at) continue;
    const words = timeOfDay(new Date(at), zone);
    later.set(words, (later.get(words) ?? 0) + 1);
  }
  const times = [...later].sort(([, a], [, b]) => b - a).slice(0, 2).map(([time, n]) => ({ n, at: words.laterAt(`${time} their time`) }));
  return words.foot(data.now, times, data.notTexted, Math.round(data.seconds / 60), data.segments, data.inBatches);
}
