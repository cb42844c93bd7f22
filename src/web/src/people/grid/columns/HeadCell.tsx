import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { DragEvent } from 'react';
import { turned, type Sort } from '../filters';
import { dragType } from '../groups/dragging';
import styles from '../PeopleTable.module.css';
import { gridWords as words } from '../words';
import type { Column } from './columns';

interface Props { column: Pick<Column, 'sort' | 'group' | 'width'>; label: string; sort: Sort; onSort: (sort: Sort) => void }

/** The head of a column: pressed it sorts, dragged to the group bar it groups. */
export function HeadCell({ column, label, sort, onSort }: Props) {
  const here = column.sort !== undefined && sort.replace('-', '') === column.sort;
  const backwards = sort.startsWith('-');
  const Arrow = backwards ? IconArrowDown : IconArrowUp;
  const drag = column.group && {
    draggable: true,
    onDragStart: (event: DragEvent) => { event.dataTransfer.setData(dragType, column.group!); event.dataTransfer.effectAllowed = 'move'; },
  };
  return (
    <th scope="col" style={{ width: column.width }} aria-sort={here ? (backwards ? 'descending' : 'ascending') : undefined} {...drag} data-drags={column.group ? true : undefined}
      title={column.group ? words.dragHint : undefined}>
      {column.sort === undefined ? label : (
        <button type="button" className={styles.sort} title={words.sortBy(label)} onClick={() => onSort(turned(sort, column.sort!))}>
          {label}{here && <Arrow size={14} stroke={2} aria-hidden="true" />}
        </button>
      )}
    </th>
  );
}
