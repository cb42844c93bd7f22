import type { PersonRow } from '../../../api/types';
import { PhoneText } from '../../../shared/words/PhoneText';
import { Time } from '../../../shared/words/Time';
import { besideOf, lookOf } from '../../texting/textIcon';
import { TextIcon } from '../../texting/TextIcon';
import { phoneKindNames } from '../../words';
import { gridWords as words } from '../words';
import styles from '../PeopleTable.module.css';
import { ownOf, type ColumnId, type FixedColumn } from './columns';

/** One value of a person in the grid. */
export function Cell({ person, id }: { person: PersonRow; id: ColumnId }) {
  if (id === 'phone') return <Phone person={person} />;
  if (id === 'texting') return <Texting person={person} />;
  if (id === 'lastMessage') return <LastMessage person={person} />;
  const text = ownOf(person, id) ?? textOf(person, id as Exclude<FixedColumn, 'phone' | 'texting' | 'lastMessage'>);
  return <span className={`${styles.plain} ${styles.cut}`} title={text ?? undefined}>{text}</span>;
}

/** What a column says in words; empty when nothing is known. */
export function textOf(person: PersonRow, id: Exclude<FixedColumn, 'phone' | 'texting' | 'lastMessage'>): string | null | undefined {
  if (id === 'isActive') return yesNo(person.isActive);
  if (id === 'isAssigned') return yesNo(person.isAssigned);
  if (id === 'hasResume') return yesNo(person.hasResume);
  if (id === 'place') return [person.city, person.state].filter(Boolean).join(', ');
  return person[id];
}

const yesNo = (value: boolean | undefined) => (value ? words.yes : words.no);

function Phone({ person: { number } }: { person: PersonRow }) {
  if (!number) return null;
  return (
    <div className={styles.names}>
      {number.number ? <PhoneText number={number.number} /> : <span className={styles.cut}>{number.display}</span>}
      <span className={styles.second}>{phoneKindNames[number.kind]}</span>
    </div>
  );
}

function LastMessage({ person: { lastMessage } }: { person: PersonRow }) {
  if (!lastMessage) return null;
  return <div className={styles.names}><span className={styles.cut}>{lastMessage.action}</span><Time at={lastMessage.at} className={styles.second} /></div>;
}

function Texting({ person }: { person: PersonRow }) {
  const beside = besideOf(person.textState);
  const { shape, tone } = lookOf(person.textState);
  return (
    <div className={styles.state}>
      <TextIcon person={person} />
      {shape !== 'words' && beside && <span className={styles.reason} data-calm={tone === 'calm' || undefined} title={beside}>{beside}</span>}
      {person.textState.state === 'texted' && person.textState.at && <Time at={person.textState.at} className={styles.second} />}
    </div>
  );
}
