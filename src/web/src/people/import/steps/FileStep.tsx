import { Alert, Button, Loader } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { wordsOfProblem } from '../../../api/problem';
import { faultOfFile } from '../file';
import styles from '../Import.module.css';
import type { Import } from '../useImport';
import { importWords as words } from '../words';

/** The file: dropped, or chosen with the keyboard. */
export function FileStep({ work: { upload } }: { work: Import }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = (files: FileList | null) => {
    if (!files?.length) return;
    const wrong = files.length > 1 ? words.oneFile : faultOfFile(files[0]!);
    setFault(wrong);
    if (wrong === null) upload.mutate(files[0]!);
  };
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); };
  const said = fault ?? (upload.isError ? wordsOfProblem(upload.error) : null);
  return (
    <>
      {said && <Alert color="red" role="alert" mb="md">{said}</Alert>}
      <div className={styles.drop} data-over={over || undefined} onDrop={drop} onDragLeave={() => setOver(false)} onDragOver={(event) => { event.preventDefault(); setOver(true); }}>
        {upload.isPending ? <Loader size="sm" /> : <IconFileSpreadsheet size={34} stroke={1.4} aria-hidden="true" />}
        <b role="status">{upload.isPending ? words.reading(upload.variables.name) : over ? words.dropNow : words.drop}</b>
        <p>{words.dropLine}</p>
        <Button variant="default" disabled={upload.isPending} onClick={() => input.current?.click()}>{words.choose}</Button>
        <input ref={input} type="file" accept=".csv,.tsv,.tab,.txt,text/csv" aria-label={words.choose} className="unseen" tabIndex={-1}
          onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = ''; }} />
      </div>
    </>
  );
}
