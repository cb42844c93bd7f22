import { Indicator, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/client';
import { useCounts } from '../../conversations/reading';
import { Avatar } from '../../shared/Avatar';
import { IconButton } from '../../shared/IconButton';
import { Time } from '../../shared/words/Time';
import styles from './Bell.module.css';
import { bellWords as words } from './bellWords';

/** New replies nobody on this device has seen yet; opening one clears it. */
export function Bell() {
  const [open, setOpen] = useState(false);
  const unread = useCounts()?.unread ?? 0;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} trapFocus returnFocus>
      <Indicator label={unread > 99 ? '99+' : unread} size={17} offset={8} disabled={unread === 0} className={styles.mark}>
        <Popover.Target>
          <IconButton label={words.label(unread)} onClick={() => setOpen(!open)}><IconBell size={21} stroke={1.7} /></IconButton>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label={words.title}>{open && <Replies onChosen={() => setOpen(false)} />}</Popover.Dropdown>
    </Popover>
  );
}

function Replies({ onChosen }: { onChosen: () => void }) {
  const [, go] = useLocation();
  const query = { view: 'team', state: 'needs_reply', limit: 30 } as const;
  const replies = useQuery({
    queryKey: ['conversations', 'bell'],
    queryFn: ({ signal }) => call('GET /conversations', { query, signal }),
    select: (page) => page.items.filter((row) => row.unread > 0).slice(0, 8),
  });
  return (
    <div className={styles.list}>
      <h2 className={styles.title}>{words.title}</h2>
      {replies.data?.length === 0 && <p className={styles.none}>{words.none}</p>}
      {replies.data?.map((row) => (
        <button key={row.id} type="button" className={styles.reply} onClick={() => { onChosen(); go(`/inbox/${row.id}`); }}>
          <Avatar name={row.title} of={row.person?.id ?? row.number} size={34} />
          <span className={styles.words}><b>{row.title}</b><span>{row.preview}</span></span>
          <Time at={row.lastAt} className={styles.time} />
        </button>
      ))}
    </div>
  );
}
