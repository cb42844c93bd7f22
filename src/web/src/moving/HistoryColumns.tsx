import { Alert, Autocomplete, Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ZoneField } from '../admin/ZoneField';
import { call } from '../api/client';
import { wordsOfProblem } from '../api/problem';
import { useLines } from '../lines/reading';
import { Section } from '../shared/page/Section';
import { phoneWords } from '../shared/words/phone';
import { fullTime } from '../shared/words/time';
import { choices, give, guessed, mappingOf, type Meanings } from './mapping';
import styles from './Moving.module.css';
import type { HistoryField, HistoryFile, HistoryPreview } from './routes';
import { movingWords as words } from './words';

interface Props { file: HistoryFile; onBack: () => void; onRun: () => void }

const noNumber = '';

/** What the columns are, where the texts come from, on which lines they go, and what would come of it. */
export function HistoryColumns({ file, onBack, onRun }: Props) {
  const [meanings, setMeanings] = useState<Meanings>(() => guessed(file));
  const [product, setProduct] = useState('');
  const [zone, setZone] = useState(file.zone);
  const [lines, setLines] = useState<Record<string, string>>({});
  const check = useMutation({
    mutationFn: (chosen: Record<string, string>) => {
      const { [noNumber]: line = null, ...named } = chosen;
      return call('PUT /history/import/{id}', { path: { id: file.id }, body: { mapping: mappingOf(meanings, file), zone, product, line, lines: named } });
    },
  });
  const run = useMutation({ mutationFn: () => call('POST /history/import/{id}/run', { path: { id: file.id } }), onSuccess: onRun });
  const changed = () => { check.reset(); };
  const choose = (number: string, line: string) => {
    const chosen = { ...lines };
    if (line === '') delete chosen[number]; else chosen[number] = line;
    setLines(chosen);
    check.mutate(chosen);
  };
  const problem = check.error ?? run.error;
  return (
    <>
      <Section title={words.columns(file.fileName)} flush>
        <ul className={styles.columns}>
          {file.columns.map(({ index, header, samples }, at) => (
            <li key={index}>
              <b>{header}</b><span className={styles.samples}>{samples.join(' · ')}</span>
              <NativeSelect aria-label={words.means(header)} data={choices} value={meanings[at] ?? ''}
                onChange={(event) => { setMeanings(give(meanings, at, (event.currentTarget.value || null) as HistoryField | null)); changed(); }} />
            </li>
          ))}
        </ul>
      </Section>
      <Section>
        <Stack maw={480}>
          <Autocomplete label={words.product} description={words.productHint} data={['TextUs', 'Zipwhip', 'Text Request', 'Twilio']} maxLength={40} value={product} onChange={(value) => { setProduct(value); changed(); }} />
          <ZoneField label={words.zone} value={zone} onChange={(value) => { setZone(value ?? file.zone); changed(); }} />
        </Stack>
      </Section>
      {problem && <Alert color="red" role="alert" mb="md">{wordsOfProblem(problem)}</Alert>}
      {check.data && <Found of={check.data} lines={lines} onChoose={choose} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>{words.back}</Button>
        {check.data
          ? <Button loading={run.isPending || check.isPending} disabled={check.data.received + check.data.sent === 0} onClick={() => run.mutate()}>{words.bring(check.data.received + check.data.sent - leftOut(check.data))}</Button>
          : <Button loading={check.isPending} disabled={product.trim() === ''} onClick={() => check.mutate(lines)}>{words.check}</Button>}
      </Group>
    </>
  );
}

const leftOut = ({ ours }: HistoryPreview) => ours.filter(({ lineId }) => lineId === null).reduce((sum, { texts }) => sum + texts, 0);

function Found({ of, lines, onChoose }: { of: HistoryPreview; lines: Record<string, string>; onChoose: (number: string, line: string) => void }) {
  const all = useLines();
  const data = [{ value: '', label: words.leaveOut }, ...(all.data ?? []).map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <>
      <Section>
        <div className={styles.facts}>
          <p role="status">{words.found(of.received, of.sent, of.people)}</p>
          {of.ours.filter(({ number, lineId }) => lineId === null || (number ?? noNumber) in lines).map(({ number, texts }) => (
            <NativeSelect key={number ?? noNumber} maw={480} label={words.lineFor(number && phoneWords(number))} description={words.noLine(number && phoneWords(number), texts)} data={data}
              value={lines[number ?? noNumber] ?? ''} onChange={(event) => onChoose(number ?? noNumber, event.currentTarget.value)} />
          ))}
          {of.skipped > 0 && <><p>{words.skipped(of.skipped)}</p><ul className={styles.list} tabIndex={0} aria-label={words.skipped(of.skipped)}>{of.firstFaults.map((fault) => <li key={fault}>{fault}</li>)}</ul></>}
        </div>
      </Section>
      <Section title={words.firstTexts} flush>
        <ul className={styles.texts}>
          {of.firstTexts.map(({ row, direction, number, at, body }) => (
            <li key={row}><b>{direction === 'in' ? words.received : words.sent}</b><span>{phoneWords(number)}</span><span className={styles.quiet}>{fullTime(new Date(at))}</span><span>{body}</span></li>
          ))}
        </ul>
      </Section>
    </>
  );
}
