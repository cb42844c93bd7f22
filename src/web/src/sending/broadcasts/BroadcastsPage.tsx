import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { IconSend2 } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Broadcast } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { showProblem } from '../../conversations/changing';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Rows, type Column } from '../../shared/page/Rows';
import { Section } from '../../shared/page/Section';
import { ListSkeleton } from '../../shared/Skeletons';
import { StatusPill, type Tone } from '../../shared/StatusPill';
import { Time } from '../../shared/words/Time';
import { broadcastWords as words, sendingWords } from '../pageWords';
import { SectionTabs } from '../../frame/SectionTabs';
import { openDraft } from '../window/openSend';
import styles from './Broadcast.module.css';
import { useBroadcasts } from './reading';

/** Running and past broadcasts, and drafts of those that were not sent. */
export default function BroadcastsPage() {
  const read = useBroadcasts();
  const rows = read.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page>
      <PageHead title={sendingWords.broadcasts} line={words.line} />
      <SectionTabs root="/sending" label={sendingWords.section} />
      {read.isError && rows.length === 0 ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
        : read.isPending ? <ListSkeleton rows={6} />
        : rows.length === 0 ? <EmptyState icon={<IconSend2 size={26} stroke={1.6} />} title={words.emptyTitle} line={words.emptyLine}><Button component={Link} href="/people/candidates">{words.toPeople}</Button></EmptyState>
        : (
          <Section flush>
            <Rows label={sendingWords.broadcasts} rows={rows} columns={columns} keyOf={({ id }) => id} />
          </Section>
        )}
      {read.hasNextPage && <Group justify="center" mt="md"><Button variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{words.more}</Button></Group>}
    </Page>
  );
}

const columns: Column<Broadcast>[] = [
  { key: 'title', head: words.columns.title, cell: (row) => <Title row={row} /> },
  { key: 'state', head: words.columns.state, width: '190px', cell: (row) => <State row={row} /> },
  { key: 'reached', head: words.columns.reached, width: '120px', named: true, cell: ({ counts, state }) => (state === 'draft' ? '' : words.delivered(counts)) },
  { key: 'replied', head: words.columns.replied, width: '90px', named: true, cell: ({ counts, state }) => (state === 'draft' ? '' : words.replies(counts.replied)) },
  { key: 'author', head: words.columns.author, width: '160px', cell: ({ author }) => author },
  { key: 'at', head: words.columns.at, width: '140px', end: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
];

function Title({ row }: { row: Broadcast }) {
  if (row.state === 'draft') return <Draft row={row} />;
  return <div className={styles.title}><Link href={`/sending/broadcasts/${row.id}`}>{row.title}</Link>{row.title !== row.body && <span>{row.body}</span>}</div>;
}

function Draft({ row }: { row: Broadcast }) {
  const queries = useQueryClient();
  const open = () => call('GET /broadcasts/{id}/draft', { path: { id: row.id } }).then(openDraft, showProblem);
  const forget = () => call('DELETE /broadcasts/{id}/draft', { path: { id: row.id } }).then(() => queries.invalidateQueries({ queryKey: ['broadcasts', 'list'] }), showProblem);
  return (
    <Group gap="xs">
      <span>{row.title}</span>
      <Button size="compact-xs" variant="light" onClick={() => void open()}>{words.openDraft}</Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={() => void forget()}>{words.throwAway}</Button>
    </Group>
  );
}

const tones: Record<Broadcast['state'], Tone> = { draft: 'calm', starting: 'accent', running: 'accent', paused: 'warn', done: 'good', cancelled: 'calm' };

export function State({ row }: { row: Broadcast }) {
  const later = row.state === 'running' && row.counts.sent === 0 && row.nextAt !== null && new Date(row.nextAt) > new Date();
  return (
    <Group gap={8} wrap="nowrap">
      <StatusPill tone={tones[row.state]}>{later ? words.scheduledState : words.states[row.state]}</StatusPill>
      {['running', 'paused'].includes(row.state) && !later && <span>{words.progress(row.counts)}</span>}
    </Group>
  );
}
