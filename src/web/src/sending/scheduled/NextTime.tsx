import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PreviewPerson, ScheduleRequest } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { scheduledWords as words } from '../pageWords';
import { kinderTime, timeWords } from './kinderTime';
import styles from './Scheduled.module.css';

const most = 20;

/** Who would get it the next time it comes round, who would be held then and who not texted, before it is saved. */
export function NextTime({ asked, onTime }: { asked: ScheduleRequest; onTime: (time: string) => void }) {
  const [settled] = useDebouncedValue(JSON.stringify({ ...asked, name: '' }), 350);
  const looked = useQuery({
    queryKey: ['schedules', 'preview', settled],
    queryFn: ({ signal }) => call('POST /schedules/preview', { body: JSON.parse(settled) as ScheduleRequest, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (looked.isError) return <p className={styles.next} role="status">{wordsOfProblem(looked.error)}</p>;
  if (!looked.data) return <p className={styles.next} role="status">{words.looking}</p>;
  const { held, notTexted } = looked.data;
  // Held past the start of a shift they get nothing at all
  const wrongTime = held.length + notTexted.filter(({ code }) => code === 'expired').length;
  const other = kinderTime(asked.time);
  return (
    <div className={styles.next} role="status">
      <p>{words.nextTime(looked.data.words, looked.data.texted)}</p>
      {wrongTime > 0 && other !== null && <p>{words.wrongTime(wrongTime)} <button type="button" onClick={() => onTime(other)}>{words.timeInstead(timeWords(other))}</button></p>}
      {held.length > 0 && <Whom title={words.heldThen(held.length)} people={held} />}
      {notTexted.length > 0 && <Whom title={words.notThen(notTexted.length)} people={notTexted} />}
    </div>
  );
}

function Whom({ title, people }: { title: string; people: PreviewPerson[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <ul>{people.slice(0, most).map(({ id, name, words: why }) => <li key={id}><b>{name}</b> {why}</li>)}</ul>
      {people.length > most && <p>{words.andMore(people.length - most)}</p>}
    </details>
  );
}
