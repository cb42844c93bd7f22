import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCalendarEvent, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { SectionTabs } from '../../frame/SectionTabs';
import { useMay } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Rows } from '../../shared/page/Rows';
import { StatusPill } from '../../shared/StatusPill';
import styles from '../Jobs.module.css';
import { Listed } from '../Listed';
import { ListTools, openOf, type Shown } from '../ListTools';
import { useOrders } from '../reading';
import type { Order } from '../routes';
import { jobsWords as words } from '../words';
import { OrderForm } from './OrderForm';
import { startWords } from './start';

/** What clients need people for. */
export default function OrdersPage() {
  const [q, setQ] = useState('');
  const [shown, setShown] = useState<Shown>('open');
  const [adding, setAdding] = useState(false);
  const [asked] = useDebouncedValue(q.trim(), 200);
  const mayEdit = useMay('edit_people');
  const read = useOrders({ q: asked, open: openOf(shown) });
  const add = mayEdit && <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>{words.newOrder}</Button>;
  return (
    <Page>
      <PageHead title={words.orders} line={words.ordersLine}>{add}</PageHead>
      <SectionTabs root="/jobs" label={words.section} />
      <ListTools q={q} shown={shown} onQ={setQ} onShown={setShown} />
      <Listed of={read} onClear={asked !== '' || shown === 'closed' ? () => { setQ(''); setShown('open'); } : undefined}
        empty={<EmptyState icon={<IconCalendarEvent size={26} stroke={1.6} />} title={words.ordersNone}>{add}</EmptyState>}>
        {(rows) => <Table rows={rows} />}
      </Listed>
      {adding && <OrderForm onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Table({ rows }: { rows: Order[] }) {
  return (
    <Rows label={words.orders} rows={rows} keyOf={(order) => order.id} columns={[
      {
        key: 'title', head: words.order, width: '38%', cell: ({ id, title, company, location }) => (
          <span className={styles.name}><Link href={`/jobs/orders/${id}`}>{title}</Link><span>{[company, location].filter(Boolean).join(' · ')}</span></span>
        ),
      },
      { key: 'start', named: true, head: words.start, cell: ({ startsOn, startsTime, timeZone }) => <span title={timeZone}>{startWords(startsOn, startsTime)}</span> },
      { key: 'shift', head: words.shift, cell: ({ shift }) => shift },
      { key: 'people', named: true, head: words.onIt, cell: ({ assigned, openings }) => words.filled(assigned, openings) },
      { key: 'state', head: words.state, cell: ({ isOpen }) => <StatusPill tone={isOpen ? 'good' : 'calm'}>{isOpen ? words.open : words.closed}</StatusPill> },
    ]} />
  );
}
