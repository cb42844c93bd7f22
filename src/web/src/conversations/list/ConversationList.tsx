import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ConversationRow as Row } from '../../api/types';
import styles from './ConversationList.module.css';
import { ConversationRow, rowHeight } from './ConversationRow';
import { inboxWords as words } from '../words';

interface Props { rows: Row[]; chosen: string | undefined; more: boolean; onMore: () => void }

/** A folder's rows, only those in sight being drawn, the next page read before the end is reached. */
export function ConversationList({ rows, chosen, more, onMore }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6, getItemKey: (at) => rows[at]!.id });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const at = rows.findIndex((row) => row.id === chosen);

  useEffect(() => { if (more && last >= rows.length - 8) onMore(); }, [more, last, rows.length, onMore]);
  useEffect(() => { if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' }); }, [at, virtual]);

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.list} aria-label={words.conversations} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <li key={item.key} className={styles.item} style={{ transform: `translateY(${item.start}px)`, height: rowHeight }}>
            <ConversationRow row={rows[item.index]!} here={item.index === at} />
          </li>
        ))}
      </ul>
    </div>
  );
}
