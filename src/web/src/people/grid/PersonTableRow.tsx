import { Checkbox } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import type { Kind } from '../../api/peopleTypes';
import type { PersonRow } from '../../api/types';
import { Avatar } from '../../shared/Avatar';
import { IconButton } from '../../shared/IconButton';
import { StatusPill } from '../../shared/StatusPill';
import { kindsOf } from '../kinds';
import { kindNames, peopleWords } from '../words';
import { Cell } from './columns/Cell';
import type { Column } from './columns/columns';
import styles from './PeopleTable.module.css';
import { RecordLink } from './RecordLink';
import { gridWords as words } from './words';

interface Props {
  person: PersonRow;
  kind: Kind;
  index: number;
  columns: readonly Column[];
  selected: boolean;
  onSelect: (id: string, shift?: boolean) => void;
  onMenu: (person: PersonRow, event: MouseEvent) => void;
}

/** One person in the grid. Right click, Shift+F10 and the menu key open its menu, as the dots at its end do. */
export function PersonTableRow({ person, kind, index, columns, selected, onSelect, onMenu }: Props) {
  const others = kindsOf(person).filter((each) => each !== kind);
  return (
    <tr className={styles.row} aria-rowindex={index + 2} aria-selected={selected} onContextMenu={(event) => onMenu(person, event)}>
      <td className={styles.box}>
        <Checkbox size="sm" aria-label={peopleWords.select(person.name)} checked={selected} onClick={(event) => onSelect(person.id, event.shiftKey)} onChange={() => {}} />
      </td>
      <td>
        <div className={styles.who}>
          <Avatar name={person.name} of={person.id} size={34} />
          <div className={styles.names}>
            <span className={styles.cut}>
              <RecordLink person={person} className={styles.name} />
              <span className={styles.pills}>
                {others.map((each) => <StatusPill key={each} tone="accent">{kindNames[each].one}</StatusPill>)}
                {!person.isActive && <StatusPill>{peopleWords.inactive}</StatusPill>}
              </span>
            </span>
            {(person.title || person.email) && <span className={`${styles.second} ${styles.cut}`}>{person.title || person.email}</span>}
          </div>
        </div>
      </td>
      {columns.map(({ id }) => <td key={id}><Cell person={person} id={id} /></td>)}
      <td className={styles.dots}>
        <IconButton label={words.rowMenu(person.name)} size={30} aria-haspopup="menu" onClick={(event) => onMenu(person, event)}><IconDots size={18} aria-hidden="true" /></IconButton>
      </td>
    </tr>
  );
}
