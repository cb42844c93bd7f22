import { Button, Checkbox, Modal, NativeSelect, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AnswerKind, Broadcast, RecipientRow, RecipientTab } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { showProblem } from '../../conversations/changing';
import { openTextPanel } from '../../people/texting/panel';
import { Avatar } from '../../shared/Avatar';
import { Pills } from '../../shared/page/Pills';
import { Section } from '../../shared/page/Section';
import { ListSkeleton } from '../../shared/Skeletons';
import { StatusPill } from '../../shared/StatusPill';
import { phoneWords } from '../../shared/words/phone';
import { Time } from '../../shared/words/Time';
import { broadcastWords as words } from '../pageWords';
import { openSend } from '../window/openSend';
import styles from './Broadcast.module.css';
import { useRecipients } from './reading';

const tabs: RecipientTab[] = ['replied', 'no_reply', 'not_delivered', 'not_texted', 'all'];

/** The people of a broadcast by what became of them; answers can be filtered, selected and answered together (P-15). */
export function Recipients({ broadcast }: { broadcast: Broadcast }) {
  const [tab, setTab] = useState<RecipientTab>(broadcast.counts.replied > 0 ? 'replied' : 'all');
  const [answer, setAnswer] = useState<AnswerKind | ''>('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [why, setWhy] = useState<RecipientRow | null>(null);
  const read = useRecipients(broadcast.id, tab, answer || undefined, ['running', 'starting'].includes(broadcast.state));
  const rows = read.data?.pages.flatMap(({ items }) => items) ?? [];
  const selected = rows.filter(({ personId }) => chosen.has(personId));
  const turn = (next: RecipientTab) => { setTab(next); setAnswer(''); setChosen(new Set()); };
  const toggle = (id: string) => setChosen((now) => { const next = new Set(now); if (!next.delete(id)) next.add(id); return next; });
  return (
    <Section flush>
      <div className={styles.bar}>
        <Pills label={words.columns.state} value={tab} onChange={turn} items={tabs.map((each) => ({ value: each, name: words.tab(words.tabs[each], countOf(broadcast, each)) }))} />
        {tab === 'replied' && (
          <Tooltip label={words.rule} multiline w={320}>
            <NativeSelect size="xs" aria-label={words.allAnswers} value={answer} onChange={(event) => setAnswer(event.currentTarget.value as AnswerKind | '')}
              data={[{ value: '', label: words.allAnswers }, ...(['yes', 'no', 'question', 'other'] as const).map((value) => ({ value, label: words.answers[value] }))]} />
          </Tooltip>
        )}
      </div>
      {selected.length > 0 && <Chosen rows={selected} onDone={() => setChosen(new Set())} />}
      {read.isPending ? <ListSkeleton rows={6} /> : rows.length === 0 ? <p className={styles.nobody}>{words.nobody}</p> : (
        <ul className={styles.people}>
          {rows.map((row) => <Row key={row.position} row={row} selected={chosen.has(row.personId)} onSelect={() => toggle(row.personId)} onWhy={() => setWhy(row)} />)}
        </ul>
      )}
      {read.hasNextPage && <div className={styles.more}><Button variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{words.more}</Button></div>}
      {why && <Why id={broadcast.id} row={why} onClose={() => setWhy(null)} />}
    </Section>
  );
}

const countOf = ({ counts }: Broadcast, tab: RecipientTab) => ({
  all: counts.total, replied: counts.replied, not_delivered: counts.notDelivered, not_texted: counts.notTexted + counts.cancelled + counts.missed,
  no_reply: Math.max(0, counts.sent - counts.replied - counts.notDelivered), waiting: counts.waiting,
})[tab];

function Chosen({ rows, onDone }: { rows: RecipientRow[]; onDone: () => void }) {
  const queries = useQueryClient();
  const text = () => { if (rows.length === 1) openTextPanel({ id: rows[0]!.personId, name: rows[0]!.name }); else openSend({ personIds: rows.map(({ personId }) => personId) }); };
  const done = async () => {
    const ids = rows.flatMap(({ conversationId }) => conversationId ?? []);
    await Promise.all(ids.map((id) => call('PUT /conversations/{id}/attention', { path: { id }, body: { state: 'done' } }))).then(() => notifications.show({ message: words.markedDone(ids.length) }), showProblem);
    void queries.invalidateQueries({ queryKey: ['conversations'] });
    onDone();
  };
  return (
    <div className={styles.chosen}>
      <Button size="xs" onClick={text}>{words.answerSelected(rows.length)}</Button>
      <Button size="xs" variant="default" onClick={() => void done()}>{words.markDone}</Button>
    </div>
  );
}

function Row({ row, selected, onSelect, onWhy }: { row: RecipientRow; selected: boolean; onSelect: () => void; onWhy: () => void }) {
  const bad = row.state === 'not_texted' || row.statusWords.startsWith('Not delivered');
  return (
    <li className={styles.person}>
      <Checkbox size="sm" aria-label={words.select(row.name)} checked={selected} onChange={onSelect} />
      <Avatar name={row.name} of={row.personId} size={32} />
      <div className={styles.who}>
        <Link href={`/people/${row.personId}`}>{row.name}</Link>
        <span>{row.number && phoneWords(row.number)}</span>
      </div>
      <div className={styles.what}>
        {row.answer ? <><StatusPill tone={row.answer.kind === 'yes' ? 'good' : row.answer.kind === 'no' ? 'bad' : 'calm'}>{words.answers[row.answer.kind]}</StatusPill><span className={styles.answer}>{row.answer.body}</span><Time at={row.answer.at} /></>
          : <span data-bad={bad || undefined}>{row.statusWords}</span>}
      </div>
      {row.state === 'not_texted' && <Button size="compact-xs" variant="subtle" onClick={onWhy}>{words.why}</Button>}
      {row.conversationId && <Button size="compact-xs" variant="subtle" aria-label={words.open(row.name)} onClick={() => openTextPanel({ id: row.personId, name: row.name })}>{words.text}</Button>}
    </li>
  );
}

const marks = { ok: IconCheck, failed: IconX, not_checked: IconMinus };

function Why({ id, row, onClose }: { id: string; row: RecipientRow; onClose: () => void }) {
  const read = useQuery({ queryKey: ['broadcasts', id, 'why', row.position], queryFn: () => call('GET /broadcasts/{id}/recipients/{position}/why', { path: { id, position: String(row.position) } }) });
  return (
    <Modal opened onClose={onClose} title={words.whyTitle(row.name)}>
      <p className={styles.first}>{row.statusWords}</p>
      <ul className={styles.checks}>
        {read.data?.checks.map(({ name, state, words: said }) => { const Mark = marks[state]; return <li key={name} data-state={state}><Mark size={16} aria-hidden="true" />{said}</li>; })}
      </ul>
    </Modal>
  );
}
