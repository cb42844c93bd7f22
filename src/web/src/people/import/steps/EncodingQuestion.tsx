import { Button } from '@mantine/core';
import { useState } from 'react';
import styles from '../Import.module.css';
import type { Import } from '../useImport';
import { importWords as words } from '../words';

/** Asks whether letters beyond English look right, where they could be read in two ways. */
export function EncodingQuestion({ work: { file, reread } }: { work: Import }) {
  const [right, setRight] = useState('');
  const question = file?.encodingQuestion;
  if (!file || !question) return null;
  const answered = right === file.encoding;
  return (
    <p className={styles.question}>
      <span role="status">{answered ? words.looksRight(file.encodingLabel) : question.words}</span>
      {!answered && <Button size="compact-sm" variant="default" onClick={() => setRight(file.encoding)}>{words.yes}</Button>}
      <Button size="compact-sm" variant="default" loading={reread.isPending} onClick={() => reread.mutate(question.other)}>{words.tryOther(question.otherLabel)}</Button>
    </p>
  );
}
