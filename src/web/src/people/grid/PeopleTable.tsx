import { Checkbox } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Kind } from '../../api/peopleTypes';
import type { PersonRow } from '../../api/types';
import { peopleWords as words } from '../words';
import type { PeopleFilters } from './filters';
import { PersonTableRow } from './PersonTableRow';
import styles from './PeopleTable.module.css';
import type { Selection } from './selection';

const height = 56;

export interface ListProps { rows: PersonRow[]; kind: Kind; selection: Selection; more: () => void; reading: boolean; stale: boolean }

interface Props extends ListProps { sort: PeopleFilters['sort']; onSort: (sort: PeopleFilters['sort']) => void }

/** People as a table that draws only the rows one sees. */
export function PeopleTable({ rows, kind, selection, more, reading, stale, sort, onSort }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => height, overscan: 12 });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => { if (last >= rows.length - 30) more(); });
  const above = drawn[0]?.start ?? 0, below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  const Arrow = sort === 'name' ? IconArrowUp : IconArrowDown;
  return (
    <div ref={frame} className={styles.frame} data-stale={stale || undefined} aria-busy={reading || stale} tabIndex={-1}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={styles.box}>
              <Checkbox size="sm" aria-label={words.selectAll} checked={selection.all} indeterminate={selection.some} onChange={selection.toggleAll} />
            </th>
            <th scope="col" aria-sort={sort === 'name' ? 'ascending' : 'descending'}>
              <button type="button" className={styles.sort} title={sort === 'name' ? words.ascending : words.descending} onClick={() => onSort(sort === 'name' ? '-name' : 'name')}>
                {words.columns.name}<Arrow size={14} stroke={2} aria-hidden="true" />
              </button>
            </th>
            <th scope="col" className={styles.company}>{words.columns.company}</th>
            <th scope="col" className={styles.branch}>{words.columns.branch}</th>
            <th scope="col" className={styles.phone}>{words.columns.phone}</th>
            <th scope="col" className={styles.texting}>{words.columns.texting}</th>
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden="true" style={{ height: above }}><td colSpan={6} className={styles.space} /></tr>}
          {drawn.map(({ index }) => {
            const person = rows[index]!;
            return <PersonTableRow key={person.id} person={person} kind={kind} index={index} selected={selection.chosen.has(person.id)} onSelect={selection.toggle} />;
          })}
          {below > 0 && <tr aria-hidden="true" style={{ height: below }}><td colSpan={6} className={styles.space} /></tr>}
        </tbody>
      </table>
      <p className="unseen" role="status">{reading ? words.reading : ''}</p>
    </div>
  );
}
