import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconClock, IconPlus, IconRepeat, IconSend2, IconMessage2 } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ScheduledItem } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { showProblem } from '../../conversations/changing';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Section } from '../../shared/page/Section';
import { ListSkeleton } from '../../shared/Skeletons';
import { StatusPill } from '../../shared/StatusPill';
import { Time } from '../../shared/words/Time';
import { scheduledWords as words, sendingWords } from '../pageWords';
import { SectionTabs } from '../../frame/SectionTabs';
import { ChangeText } from './ChangeText';
import { RepeatForm } from './RepeatForm';
import styles from './Scheduled.module.css';

const icons = { text: IconMessage2, broadcast: IconSend2, repeat: IconRepeat };

/** Everything that goes out later, the next first: looked at, changed, cancelled, repeated. */
export default function ScheduledPage() {
  const read = useQuery({ queryKey: ['scheduled'], queryFn: ({ signal }) => call('GET /scheduled', { signal }), refetchInterval: 15_000 });
  const [open, setOpen] = useState<ScheduledItem | 'new' | null>(null);
  const close = () => setOpen(null);
  return (
    <Page>
      <PageHead title={sendingWords.scheduled} line={words.line}><Button leftSection={<IconPlus size={18} stroke={1.9} aria-hidden="true" />} onClick={() => setOpen('new')}>{words.make}</Button></PageHead>
      <SectionTabs root="/sending" label={sendingWords.section} />
      {read.isError && !read.data ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
        : !read.data ? <ListSkeleton rows={6} />
        : read.data.items.length === 0 ? <EmptyState icon={<IconClock size={26} stroke={1.6} />} title={words.emptyTitle} line={words.emptyLine} />
        : <Section flush><ul className={styles.items}>{read.data.items.map((item) => <Item key={`${item.kind} ${item.id}`} item={item} onChange={() => setOpen(item)} />)}</ul></Section>}
      {open !== null && (open === 'new' || open.kind === 'repeat') && <RepeatForm id={open === 'new' ? null : open.id} onClose={close} />}
      {open !== null && open !== 'new' && open.kind !== 'repeat' && <ChangeText item={open} onClose={close} />}
    </Page>
  );
}

function Item({ item, onChange }: { item: ScheduledItem; onChange: () => void }) {
  const Icon = icons[item.kind];
  return (
    <li className={styles.item}>
      <Icon size={20} stroke={1.6} aria-hidden="true" />
      <div className={styles.what}>
        <span className={styles.title}>
          {item.kind === 'broadcast' ? <Link href={`/sending/broadcasts/${item.id}`}>{item.title}</Link> : item.personId ? <Link href={`/people/${item.personId}`}>{item.title}</Link> : item.title}
          <StatusPill tone={item.missed ? 'warn' : 'calm'}>{item.missed ? words.missedTitle : words.kinds[item.kind]}</StatusPill>
        </span>
        <span className={styles.body}>{item.body}</span>
        {item.words && <span className={styles.words}>{item.words}</span>}
      </div>
      <div className={styles.when}>
        {item.at ? <Time at={item.at} as="moment" /> : item.missed ? null : words.noTime}
        {item.people !== null && item.kind !== 'text' && <span>{words.people(item.people)}</span>}
      </div>
      <Buttons item={item} onChange={onChange} />
    </li>
  );
}

function Buttons({ item, onChange }: { item: ScheduledItem; onChange: () => void }) {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['scheduled'] });
  const path = { id: item.id };
  const cancel = () => (item.kind === 'text' ? call('POST /messages/{id}/cancel', { path }) : item.kind === 'broadcast' ? call('POST /broadcasts/{id}/cancel', { path }) : call('DELETE /schedules/{id}', { path })).then(again, showProblem);
  if (item.missed) {
    const decide = (send: boolean) => (item.kind === 'broadcast' ? call('POST /broadcasts/{id}/missed', { path, body: { send } }) : send ? call('PATCH /messages/{id}', { path, body: { now: true } }) : call('POST /messages/{id}/cancel', { path })).then(again, showProblem);
    return <Group gap={6}><Button size="compact-sm" onClick={() => void decide(true)}>{words.sendNow}</Button><Button size="compact-sm" variant="default" onClick={() => void decide(false)}>{words.skip}</Button></Group>;
  }
  return (
    <Group gap={6}>
      <Button size="compact-sm" variant="default" onClick={onChange}>{words.change}</Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => void cancel()}>{item.kind === 'repeat' ? words.end : words.cancel}</Button>
    </Group>
  );
}
