import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { PersonRow } from '../../api/types';
import { Avatar } from '../../shared/Avatar';
import { phoneWords } from '../../shared/words/phone';
import { besideOf, lookOf } from '../texting/textIcon';
import { TextIcon } from '../texting/TextIcon';
import { peopleWords } from '../words';
import { useLongPress } from './actions/useLongPress';
import styles from './PeopleCards.module.css';
import type { ListProps } from './PeopleTable';

/** People as cards with one line of facts, for a phone's width; a long press selects. */
export function PeopleCards({ rows, selection, more, reading, stale }: ListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => 69, overscan: 10 });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => { if (last >= rows.length - 30) more(); });
  return (
    <div ref={frame} className={styles.frame} aria-busy={reading || stale} tabIndex={-1}>
      <ul className={styles.cards} style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const person = rows[index]!;
          return (
            <li key={person.id} ref={virtual.measureElement} data-index={index} className={styles.place} style={{ transform: `translateY(${start}px)` }}>
              <Card person={person} selected={selection.has(person.id)} onSelect={selection.toggle} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** One person as a card. */
export function Card({ person, selected, onSelect }: { person: PersonRow; selected: boolean; onSelect: (id: string) => void }) {
  const press = useLongPress(() => onSelect(person.id));
  return (
    <div className={styles.card} data-selected={selected || undefined} {...press}>
      <Checkbox size="md" aria-label={peopleWords.select(person.name)} checked={selected} onChange={() => onSelect(person.id)} />
      <Avatar name={person.name} of={person.id} size={38} />
      <div className={styles.words}>
        <Link href={`/people/${person.id}`} className={styles.name}>{person.name}</Link>
        <Facts person={person} />
      </div>
      {lookOf(person.textState).shape !== 'words' && <TextIcon person={person} />}
    </div>
  );
}

function Facts({ person }: { person: PersonRow }) {
  const beside = besideOf(person.textState);
  if (beside) return <span className={styles.reason} data-calm={person.textState.state === 'locked' || undefined}>{beside}</span>;
  const number = person.number?.number ? phoneWords(person.number.number) : person.number?.display;
  return <span className={styles.facts}>{[number, person.company ?? person.title ?? person.branch, person.lastMessage?.action].filter(Boolean).join(' · ')}</span>;
}
