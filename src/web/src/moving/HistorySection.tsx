import { Alert, Button, Group, Loader } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type DragEvent } from 'react';
import { Link } from 'wouter';
import { call } from '../api/client';
import { wordsOfProblem } from '../api/problem';
import { faultOfFile } from '../people/import/file';
import { Section } from '../shared/page/Section';
import { HistoryColumns } from './HistoryColumns';
import { HistoryResult } from './HistoryResult';
import styles from './Moving.module.css';
import type { HistoryFile } from './routes';
import { movingWords as words } from './words';

/** The texts of a former product: file, columns, check, result. */
export function HistorySection() {
  const [file, setFile] = useState<HistoryFile | null>(null);
  const [running, setRunning] = useState(false);
  const again = () => { setFile(null); setRunning(false); };
  if (file === null) return <ChooseFile onRead={setFile} />;
  return running ? <HistoryResult id={file.id} onAgain={again} /> : <HistoryColumns file={file} onBack={again} onRun={() => setRunning(true)} />;
}

function ChooseFile({ onRead }: { onRead: (file: HistoryFile) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const upload = useMutation({
    mutationFn: (chosen: File) => { const body = new FormData(); body.append('file', chosen); return call('POST /history/import', { body }); },
    onSuccess: onRead,
  });
  const take = (files: FileList | null) => {
    const chosen = files?.[0];
    if (!chosen) return;
    const wrong = faultOfFile(chosen);
    setFault(wrong);
    if (wrong === null) upload.mutate(chosen);
  };
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); };
  const said = fault ?? (upload.isError ? wordsOfProblem(upload.error) : null);
  return (
    <Section title={words.history} line={words.historyLine}>
      <Group gap="xs" mb="md">
        <span>{words.before}</span>
        <Button component={Link} href="/compliance/opt-outs" size="compact-sm" variant="default">{words.first[0]}</Button>
        <Button component={Link} href="/people/import" size="compact-sm" variant="default">{words.first[1]}</Button>
      </Group>
      {said && <Alert color="red" role="alert" mb="md">{said}</Alert>}
      <div className={styles.drop} data-over={over || undefined} onDrop={drop} onDragLeave={() => setOver(false)} onDragOver={(event) => { event.preventDefault(); setOver(true); }}>
        {upload.isPending && <Loader size="sm" />}
        <b role="status">{upload.isPending ? words.reading : words.drop}</b>
        <p className={styles.quiet}>{words.dropLine}</p>
        <Button variant="default" disabled={upload.isPending} onClick={() => input.current?.click()}>{words.choose}</Button>
        <input ref={input} type="file" accept=".csv,.tsv,.tab,.txt,text/csv" aria-label={words.choose} className="unseen" tabIndex={-1}
          onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = ''; }} />
      </div>
    </Section>
  );
}
