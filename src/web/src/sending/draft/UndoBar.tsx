import { useEffect, useState } from 'react';
import { hand, undoFor, type Outgoing } from './outgoing';
import styles from './UndoBar.module.css';
import { composerWords as words } from '../words';

/** The text that is about to go, while it can still be taken back. */
export function UndoBar({ outgoing, onUndo }: { outgoing: Outgoing; onUndo: () => void }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, outgoing.goesAt - now);
  return (
    <div className={styles.bar} role="status">
      <span className={styles.body}>{outgoing.body}</span>
      <span className={styles.when} aria-live="off">{words.undoing(Math.ceil(left / 1_000))}</span>
      <button type="button" onClick={onUndo} disabled={outgoing.state !== 'waiting'}>{words.undo}</button>
      <button type="button" onClick={() => void hand(outgoing.conversationId)} disabled={outgoing.state !== 'waiting'}>{words.sendNow}</button>
      <i style={{ animationDuration: `${undoFor}ms` }} aria-hidden="true" />
    </div>
  );
}
