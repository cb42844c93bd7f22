import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { Kind } from '../../api/peopleTypes';
import type { PersonRow } from '../../api/types';
import { peopleWords } from '../words';
import type { RowActions } from './actions/useRowActions';
import { nameWidth, type Column, type FixedColumn } from './columns/columns';
import { HeadCell } from './columns/HeadCell';
import type { Sort } from './filters';
import { PersonTableRow } from './PersonTableRow';
import styles from './PeopleTable.module.css';
import type { Selection } from './selection';
import { gridWords as words } from './words';

const height = 56;

export interface ListProps { rows: PersonRow[]; kind: Kind; selection: Selection; actions: RowActions; more: () => void; reading: boolean; stale: boolean }

export interface TableProps extends ListProps { columns: readonly Column[]; sort: Sort; onSort: (sort: Sort) => void }

const widthOf = (columns: readonly Column[]) => nameWidth + 52 + 56 + columns.reduce((sum, column) => sum + column.width, 0);

/** People as a table that draws only the rows one sees. */
export function PeopleTable({ rows, more, reading, stale, ...rest }: TableProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => height, overscan: 12 });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => { if (last >= rows.length - 30) more(); });
  const above = drawn[0]?.start ?? 0, below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <div ref={frame} className={styles.frame} data-stale={stale || undefined} aria-busy={reading || stale} tabIndex={-1}>
      <Table rows={rows} {...rest} above={above} below={below} drawn={drawn.map(({ index }) => index)} />
      <p className="unseen" role="status">{reading ? peopleWords.reading : ''}</p>
    </div>
  );
}

/** All of a few rows, as in an opened group. */
export function WholeTable({ rows, ...rest }: Omit<TableProps, 'more' | 'reading' | 'stale'>) {
  return <div className={styles.whole}><Table rows={rows} {...rest} above={0} below={0} drawn={rows.map((_, index) => index)} /></div>;
}

interface Drawing extends Omit<TableProps, 'more' | 'reading' | 'stale'> { above: number; below: number; drawn: number[] }

function Table({ rows, kind, selection, actions, columns, sort, onSort, above, below, drawn }: Drawing) {
  const span = columns.length + 3;
  return (
    <table className={styles.table} style={{ minWidth: widthOf(columns) }} aria-rowcount={rows.length + 1} aria-label={words.table(kind)}>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className={styles.box}>
            <Checkbox size="sm" aria-label={peopleWords.selectAll} checked={selection.all} indeterminate={selection.some} onChange={selection.toggleAll} />
          </th>
          <HeadCell column={{ sort: 'name', width: nameWidth }} label={words.name} sort={sort} onSort={onSort} />
          {columns.map((column) => <HeadCell key={column.id} column={column} label={column.label ?? words.columns[column.id as FixedColumn]} sort={sort} onSort={onSort} />)}
          <th scope="col" className={styles.dots}><span className="unseen">{words.actionsColumn}</span></th>
        </tr>
      </thead>
      <tbody>
        {above > 0 && <tr aria-hidden="true" style={{ height: above }}><td colSpan={span} className={styles.space} /></tr>}
        {drawn.map((index) => {
          const person = rows[index]!;
          return <PersonTableRow key={person.id} person={person} kind={kind} index={index} columns={columns} selected={selection.has(person.id)} onSelect={selection.toggle} onMenu={actions.open} />;
        })}
        {below > 0 && <tr aria-hidden="true" style={{ height: below }}><td colSpan={span} className={styles.space} /></tr>}
      </tbody>
    </table>
  );
}
