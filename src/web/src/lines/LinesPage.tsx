import { Button } from '@mantine/core';
import { IconDeviceMobileMessage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { AdminPage } from '../admin/AdminPage';
import { PausePart } from '../admin/sending/PausePart';
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
import styles from './Lines.module.css';
import { LineUsers } from './LineUsers';
import { useLines } from './reading';
import { linesWords as words } from './words';

type Dialog = { of: 'add' } | { of: 'users' | 'edit'; line: Line } | null;

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
      {dialog?.of === 'add' && <AddLine onClose={close} />}
      {dialog?.of === 'users' && <LineUsers line={dialog.line} onClose={close} />}
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
      { key: 'receiving', head: words.receiving, cell: Receiving, width: '27%' },
      { key: 'provider', head: words.provider, width: '22%', cell: Carrier, hideOnPhone: true },
      { key: 'users', named: true, head: words.users, cell: (line) => line.users.map((user) => user.name).join(', ') || words.nobody },
      {
        key: 'do', head: '', end: true, cell: (line) => (
          <>
            <Button size="compact-sm" variant="default" mr={6} onClick={() => open({ of: 'users', line })} aria-label={`${words.assign}: ${line.name}`}>{words.assign}</Button>
            {(!line.paused || !line.paused.account) && <PausePart part="lines" id={line.id} name={line.name} paused={line.paused} size="compact-sm" />}{' '}
            <Button size="compact-sm" variant="default" onClick={() => open({ of: 'edit', line })} aria-label={`${words.edit}: ${line.name}`}>{words.edit}</Button>
          </>
        ),
      },
    ]} />
  );
}

function Receiving({ active, receiving, paused }: Line) {
  if (paused) return <span className={styles.state}><StatusPill tone="warn">{words.paused}</StatusPill><span>{adminWords.partPaused(paused.by, paused.reason)}{paused.account && ` (${paused.account})`}</span></span>;
  if (!active) return <StatusPill>{words.switchedOff}</StatusPill>;
  return (
    <span className={styles.state}>
      <StatusPill tone={receiving.ok ? 'good' : 'warn'}>{receiving.ok ? words.receives : words.notReceiving}</StatusPill>
      {receiving.words && <span>{receiving.words}</span>}
    </span>
  );
}

function Carrier({ connection, kind, perSecond }: Line) {
  return <span className={styles.carrier}>{connection.name}<span>{words.kinds[kind] ?? kind}, {words.perSecondWords(perSecond)}</span></span>;
}
