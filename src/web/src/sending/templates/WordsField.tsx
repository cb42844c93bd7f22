import { Group, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { Counter } from '../Counter';
import { FieldMenu } from '../wording/FieldMenu';
import { Findings } from '../wording/Findings';
import { useCheck } from '../wording/useCheck';
import type { Language } from './routes';
import styles from './Templates.module.css';
import { templateWords as words } from './words';

const longest = 1600;

/** The text in one language, with fields to insert, its length, and what is found about it. */
export function WordsField({ language, value, onChange }: { language: Language; value: string; onChange: (body: string) => void }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const checked = useCheck(value);
  const insert = (field: string) => {
    const [from, to] = [box.current?.selectionStart ?? value.length, box.current?.selectionEnd ?? value.length];
    onChange(value.slice(0, from) + field + value.slice(to));
    requestAnimationFrame(() => { box.current?.focus(); box.current?.setSelectionRange(from + field.length, from + field.length); });
  };
  return (
    <div className={styles.field}>
      <Textarea ref={box} label={words.text(language)} autosize minRows={3} maxRows={10} value={value} lang={language} onChange={(event) => onChange(event.currentTarget.value)}
        error={value.length > longest && words.tooLong(value.length, longest)} />
      <Group justify="space-between" gap="xs"><FieldMenu onInsert={insert} /><Counter text={value} /></Group>
      <Findings findings={checked?.findings ?? []} onFix={onChange} />
    </div>
  );
}
