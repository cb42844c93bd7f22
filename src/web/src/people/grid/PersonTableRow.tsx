import { Checkbox } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'wouter';
import type { Kind } from '../../api/peopleTypes';
import type { PersonRow } from '../../api/types';
import { Avatar } from '../../shared/Avatar';
import { PhoneText } from '../../shared/words/PhoneText';
import { StatusPill } from '../../shared/StatusPill';
import { Time } from '../../shared/words/Time';
import { kindsOf } from '../kinds';
import { besideOf, lookOf } from '../texting/textIcon';
import { TextIcon } from '../texting/TextIcon';
import { kindNames, peopleWords as words, phoneKindNames } from '../words';
import styles from './PeopleTable.module.css';

interface Props { person: PersonRow; kind: Kind; index: number; selected: boolean; onSelect: (id: string, shift?: boolean) => void }

/** One person in the grid. */
export const PersonTableRow = memo(function PersonTableRow({ person, kind, index, selected, onSelect }: Props) {
  const others = kindsOf(person).filter((each) => each !== kind);
  return (
    <tr className={styles.row} aria-rowindex={index + 2} aria-selected={selected}>
      <td className={styles.box}>
        <Checkbox size="sm" aria-label={words.select(person.name)} checked={selected} onClick={(event) => onSelect(person.id, event.shiftKey)} onChange={() => {}} />
      </td>
      <td>
        <div className={styles.who}>
          <Avatar name={person.name} of={person.id} size={34} />
          <div className={styles.names}>
            <span className={styles.cut}>
              <Link href={`/people/${person.id}`} className={styles.name}>{person.name}</Link>
              <span className={styles.pills}>
                {others.map((each) => <StatusPill key={each} tone="accent">{kindNames[each].one}</StatusPill>)}
                {!person.isActive && <StatusPill>{words.inactive}</StatusPill>}
              </span>
            </span>
            {(person.title || person.email) && <span className={`${styles.second} ${styles.cut}`}>{person.title || person.email}</span>}
          </div>
        </div>
      </td>
      <td className={styles.cut} title={person.company ?? undefined}>{person.company}</td>
      <td className={`${styles.second} ${styles.cut}`} title={person.branch ?? undefined}>{person.branch}</td>
      <td><Number person={person} /></td>
      <td><State person={person} /></td>
    </tr>
  );
});

function Number({ person: { number } }: { person: PersonRow }) {
  if (!number) return null;
  return (
    <div className={styles.names}>
      {number.number ? <PhoneText number={number.number} /> : <span className={styles.cut}>{number.display}</span>}
      <span className={styles.second}>{phoneKindNames[number.kind]}</span>
    </div>
  );
}

function State({ person }: { person: PersonRow }) {
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
