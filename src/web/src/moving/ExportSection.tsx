import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { address, call } from '../api/client';
import { useChange } from '../shared/form/useChange';
import { Reading } from '../shared/page/Reading';
import { Section } from '../shared/page/Section';
import { StatusPill } from '../shared/StatusPill';
import { momentWords } from '../shared/words/time';
import { useNow } from '../shared/words/useNow';
import styles from './Moving.module.css';
import type { FullExport } from './routes';
import { movingWords as words } from './words';

const isOpen = ({ state }: FullExport) => state === 'waiting' || state === 'running';
const again = [['exports']];

/** Full exports: asking for one, how far it is, its file. */
export function ExportSection() {
  const exports = useQuery({
    queryKey: ['exports'],
    queryFn: ({ signal }) => call('GET /organisation/exports', { signal }),
    select: ({ items }) => items,
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? 1000 : false),
  });
  const take = useChange(() => call('POST /organisation/exports'), { again });
  return (
    <Section title={words.export} line={words.exportLine} flush
      action={<Button variant="default" loading={take.isPending} disabled={exports.data?.some(isOpen)} onClick={() => take.mutate(undefined)}>{words.take}</Button>}>
      <Reading of={exports} rows={2}>{(all) => (all.length === 0 ? <Text px={20} py={14} className={styles.quiet}>{words.noExports}</Text>
        : <ul className={styles.exports}>{all.map((each) => <Row key={each.id} of={each} />)}</ul>)}</Reading>
    </Section>
  );
}

function Row({ of }: { of: FullExport }) {
  const now = useNow();
  const cancel = useChange(() => call('POST /organisation/exports/{id}/cancel', { path: { id: of.id } }), { again });
  return (
    <li>
      <span>{words.exportOf(of.by, momentWords(new Date(of.createdAt), new Date(now)))}</span>
      <StatusPill tone={of.state === 'done' ? 'good' : of.state === 'failed' ? 'warn' : 'calm'}>{words.exportStates[of.state]}</StatusPill>
      <span className={styles.quiet} role={isOpen(of) ? 'status' : undefined}>{of.failure ?? (of.state === 'running' ? words.exportNow(of.files, of.ofFiles, of.rows) : of.bytes === null ? '' : `${(of.bytes / 1_048_576).toFixed(1)} MB`)}</span>
      {isOpen(of) ? <Button size="xs" variant="default" onClick={() => cancel.mutate(undefined)}>{words.cancel}</Button>
        : of.state === 'done' && <Button size="xs" component="a" href={address('/organisation/exports/{id}/file', { id: of.id })} download>{words.download}</Button>}
    </li>
  );
}
