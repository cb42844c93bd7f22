import { IconCheck, IconChevronDown, IconSparkles, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { onLive } from '../api/live';
import { useOverlay } from '../frame/overlay/overlays';
import { useSession } from '../session/session';
import { IconButton } from '../shared/IconButton';
import styles from './TryIt.module.css';
import { allTasks, closeTryIt, tickTask, useTryIt } from './tryItTasks';
import { tryItWords as words } from './words';

/** The demo's card of first tasks, lower right; each ticks itself, and closed once it stays under Help. */
export function TryIt() {
  const { organisation, user } = useSession();
  const { closed, done } = useTryIt();
  const [folded, setFolded] = useState(() => window.innerWidth < 1180);
  const open = useOverlay();
  useEffect(() => onLive('answering', (event) => { if (event.userId !== user.id) tickTask('colleague'); }), [user.id]);
  if (!organisation.isDemo || closed) return null;
  return (
    <aside className={styles.card} aria-label={words.title} data-folded={folded || undefined}>
      <header className={styles.head}>
        <button type="button" className={styles.fold} aria-expanded={!folded} onClick={() => setFolded(!folded)}>
          <IconSparkles size={18} stroke={1.8} aria-hidden="true" /><b>{words.title}</b>
          <span>{words.progress(done.length, allTasks.length)}</span>
          <IconChevronDown size={16} stroke={2} aria-hidden="true" className={styles.arrow} />
        </button>
        <IconButton label={words.close} size={30} onClick={closeTryIt}><IconX size={16} stroke={2} /></IconButton>
      </header>
      {!folded && (
        <>
          <ol className={styles.tasks}>
            {allTasks.map((task, at) => {
              const isDone = done.includes(task);
              return (
                <li key={task} data-done={isDone || undefined}>
                  <span className={styles.tick}>{isDone ? <IconCheck size={13} stroke={3} role="img" aria-label={words.done} /> : at + 1}</span>
                  <span>{words.tasks[task][0]}<em>{words.tasks[task][1]}</em></span>
                </li>
              );
            })}
          </ol>
          <button type="button" className={styles.own} onClick={() => open('agency')}>{words.ownAgency}</button>
        </>
      )}
    </aside>
  );
}
