import styles from './Counter.module.css';
import { countSegments } from './segments';
import { composerWords as words } from './words';

/** How long the text is: silent when empty, in amber and words from the second segment on. */
export function Counter({ text }: { text: string }) {
  if (text.trim() === '') return <span className={styles.counter} />;
  const { encoding, segments, remaining, units } = countSegments(text);
  return (
    <span className={styles.counter} title={words.counterTitle(encoding, segments)} data-many={segments > 1 || undefined}>
      {segments > 1 && <b>{words.texts(segments)}</b>}
      <span>{words.counter(units, remaining)}</span>
    </span>
  );
}
