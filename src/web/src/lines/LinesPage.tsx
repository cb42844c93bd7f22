import { Button } from '@mantine/core';
import { IconDeviceMobileMessage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { AdminPage } from '../admin/AdminPage';
import { PauseDialog } from '../admin/sending/PauseDialog';
import { adminWords } from '../admin/words';
import type { Line } from '../api/adminTypes';
import { EmptyState } from '../shared/EmptyState';
import { PhoneText } from '../shared/words/PhoneText';
import { StatusPill } from '../shared/StatusPill';
import { Reading } from '../shared/page/Reading';
import { Rows } from '../shared/page/Rows';
import { Section } from '../shared/page/Section';
import { AddLine } from './AddLine';
import { EditLine } from './EditLine';
import { LineActions, type LineAct } from './LineActions';
import styles from './Lines.module.css';
import { VerifyLine } from './health/VerifyLine';
import { verificationWords } from './health/words';
import { LineUsers } from './LineUsers';
import { PoolsSection } from './pools/PoolsSection';
import { useLines } from './reading';
import { linesWords as words } from './words';

type Dialog = { of: 'add' } | { of: LineAct; line: Line } | null;

/** The numbers one texts from. */
export default function LinesPage() {
  const lines = useLines();
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  return (
    <AdminPage title={words.lines} line={words.linesLine} actions={(
      <>
        <Button component={Link} href="/admin/providers" variant="default">{words.bringIn}</Button>
        <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setDialog({ of: 'add' })}>{words.simulated}</Button>
      </>
    )}>
      <Section flush>
        <Reading of={lines}>{(all) => (all.length === 0 ? <NoLines onAdd={() => setDialog({ of: 'add' })} /> : <Table lines={all} open={setDialog} />)}</Reading>
      </Section>
      {!!lines.data?.length && <PoolsSection lines={lines.data} />}
      {dialog?.of === 'verify' && <VerifyLine line={dialog.line} onClose={close} />}
      {dialog?.of === 'add' && <AddLine onClose={close} />}
      {dialog?.of === 'users' && <LineUsers line={dialog.line} onClose={close} />}
      {dialog?.of === 'pause' && <PauseDialog part="lines" id={dialog.line.id} name={dialog.line.name} onClose={close} />}
      {dialog?.of === 'edit' && <EditLine line={dialog.line} onClose={close} />}
    </AdminPage>
  );
}

function NoLines({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState icon={<IconDeviceMobileMessage size={26} stroke={1.6} />} title={words.emptyTitle} line={words.emptyLine}>
      <Button component={Link} href="/admin/providers">{words.connect}</Button>
      <Button variant="default" onClick={onAdd}>{words.simulated}</Button>
    </EmptyState>
  );
}

function Table({ lines, open }: { lines: Line[]; open: (dialog: Dialog) => void }) {
  return (
    <Rows label={words.lines} rows={lines} keyOf={(line) => line.id} columns={[
      { key: 'name', head: words.name, cell: (line) => <span className={styles.line}><b>{line.name}</b><PhoneText number={line.number} />{line.note && <span>{line.note}</span>}</span> },
      { key: 'receiving', head: words.receiving, cell: Receiving, width: '21%' },
      { key: 'carriers', head: verificationWords.head, named: true, width: '20%', cell: Carriers },
      { key: 'provider', head: words.provider, width: '18%', cell: Carrier, hideOnPhone: true },
      { key: 'users', named: true, head: words.users, cell: (line) => line.users.map((user) => user.name).join(', ') || words.nobody },
      { key: 'do', head: '', end: true, width: '120px', cell: (line) => <LineActions line={line} open={(of) => open({ of, line })} /> },
    ]} />
  );
}

function Receiving({ active, receiving, paused }: Line) {
  if (paused) return <span className={styles.state}><StatusPill tone="warn">{words.paused}</StatusPill><span>{adminWords.partPaused(paused.by, paused.reason)}{paused.account && ` (${paused.account})`}</span></span>;
  if (!active) return <StatusPill>{words.switchedOff}</StatusPill>;
  return (
    <span className={styles.state}>
      <StatusPill tone={receiving.ok ? 'good' : 'warn'}>{receiving.ok ? words.receives : words.notReceiving}</StatusPill>
      {/* Where nothing is to be added the sentence is only the head of the column. */}
      {receiving.words && receiving.words !== words.receiving && <span>{receiving.words}</span>}
    </span>
  );
}

function Carriers({ verification: { state, words: sentence, blocks, by } }: Line) {
  return (
    <span className={styles.state}>
      <StatusPill tone={state === 'refused' ? 'bad' : blocks ? 'warn' : state === 'verified' ? 'good' : undefined}>{verificationWords.states[state]}</StatusPill>
      {state !== 'not_needed' && <span>{sentence}{by && state === 'verified' ? ` (${verificationWords.by[by]})` : ''}</span>}
    </span>
  );
}

function Carrier({ connection, kind, perSecond }: Line) {
  return <span className={styles.carrier}>{connection.name}<span>{words.kinds[kind] ?? kind}, {words.perSecondWords(perSecond)}</span></span>;
}
