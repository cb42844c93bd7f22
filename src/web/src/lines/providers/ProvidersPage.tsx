import { Button } from '@mantine/core';
import { IconChevronRight, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { AdminPage } from '../../admin/AdminPage';
import type { Connection } from '../../api/adminTypes';
import { EmptyState } from '../../shared/EmptyState';
import { StatusPill } from '../../shared/StatusPill';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { useConnections } from '../reading';
import { linesWords as words } from '../words';
import { AddConnection } from './AddConnection';
import styles from './Providers.module.css';

/** The accounts at text providers, each with whether it works. */
export default function ProvidersPage() {
  const connections = useConnections();
  const [adding, setAdding] = useState(false);
  const add = () => setAdding(true);
  return (
    <AdminPage title={words.providers} line={words.providersLine}
      actions={<Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={add}>{words.addProvider}</Button>}>
      <Section flush>
        <Reading of={connections}>
          {(all) => (all.length === 0
            ? <EmptyState icon={<IconPlugConnected size={26} stroke={1.6} />} title={words.noProvider} line={words.noProviderLine}><Button onClick={add}>{words.choose}</Button></EmptyState>
            : <ul className={styles.list}>{all.map((each) => <Row key={each.id} connection={each} />)}</ul>)}
        </Reading>
      </Section>
      {adding && <AddConnection onClose={() => setAdding(false)} />}
    </AdminPage>
  );
}

function Row({ connection }: { connection: Connection }) {
  return (
    <li>
      <Link href={`/admin/providers/${connection.id}`} className={styles.row}>
        <span className={styles.names}>
          <b>{connection.name}</b>
          <span>{[connection.label !== connection.name && connection.label, words.linesCount(connection.lines)].filter(Boolean).join(' · ')}</span>
        </span>
        <span className={styles.state}><StatusPill tone={connection.state.ok ? 'good' : 'bad'}>{connection.state.ok ? words.works : words.needsYou}</StatusPill><span>{connection.state.words}</span></span>
        <IconChevronRight size={18} stroke={1.7} aria-hidden="true" />
      </Link>
    </li>
  );
}
