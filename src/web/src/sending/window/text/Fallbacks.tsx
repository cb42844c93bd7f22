import { TextInput } from '@mantine/core';
import { fieldsIn, withFallback } from './fields';
import styles from '../SendWindow.module.css';
import { sendWords as words } from '../words';

/** The fields of a text as chips, each with what stands there when it is not known. */
export function Fallbacks({ body, onBody }: { body: string; onBody: (body: string) => void }) {
  const fields = fieldsIn(body);
  if (fields.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={words.fields}>
      {fields.map(({ name, fallback }) => (
        <li key={name}>
          <b>{name}</b>
          <TextInput size="xs" variant="unstyled" aria-label={words.fallback(name)} placeholder={words.fallbackPlaceholder} value={fallback ?? ''} onChange={(event) => onBody(withFallback(body, name, event.currentTarget.value))} />
        </li>
      ))}
    </ul>
  );
}
