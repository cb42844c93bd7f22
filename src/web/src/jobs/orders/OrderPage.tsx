import { Button } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams } from 'wouter';
import { call } from '../../api/client';
import { openTextPanel } from '../../people/texting/panel';
import { openSend } from '../../sending/window/openSend';
import { useMay } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { useChange } from '../../shared/form/useChange';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { ListSkeleton } from '../../shared/Skeletons';
import { StatusPill } from '../../shared/StatusPill';
import { useAssigned, useOrder } from '../reading';
import type { Assigned, Order } from '../routes';
import { jobsWords as words } from '../words';
import { AssignedTable } from './AssignedTable';
import { AssignPeople } from './AssignPeople';
import { ChangeStart } from './ChangeStart';
import { OrderForm } from './OrderForm';
import { startWords } from './start';

const back = { href: '/jobs/orders', words: words.orders };

/** One order and who is on it. */
export default function OrderPage() {
  const { id = '' } = useParams();
  const read = useOrder(id);
  if (read.data) return <Loaded order={read.data} />;
  return (
    <Page>
      <PageHead title={words.order} back={back} />
      <Section>{read.isError ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} /> : <ListSkeleton />}</Section>
    </Page>
  );
}

function Loaded({ order }: { order: Order }) {
  const [open, setOpen] = useState<'edit' | 'assign' | Assigned | null>(null);
  const may = { edit: useMay('edit_people'), text: useMay('text') };
  const assigned = useAssigned(order.id);
  const active = assigned.data?.filter(({ status }) => status !== 'cancelled' && status !== 'ended') ?? [];
  const change = useChange((isOpen: boolean) => call('PATCH /orders/{id}', { path: { id: order.id }, body: { isOpen } }),
    { done: ({ isOpen }) => (isOpen ? words.openOrder : words.closedOrder), again: [['jobs']] });
  const textAll = () => (active.length === 1 ? openTextPanel(active[0]!.person) : openSend({ title: order.title, personIds: active.map(({ person }) => person.id) }));
  const assign = may.edit && <Button variant="default" leftSection={<IconUsersPlus size={17} aria-hidden="true" />} onClick={() => setOpen('assign')}>{words.assign}</Button>;
  return (
    <Page>
      <PageHead title={order.title} back={back} line={<>
        <StatusPill tone={order.isOpen ? 'good' : 'calm'}>{order.isOpen ? words.open : words.closed}</StatusPill>{' '}
        {[startWords(order.startsOn, order.startsTime), order.company, order.location, order.shift, order.pay, order.branch.name].filter(Boolean).join(' · ')}
      </>}>
        {may.text && active.length > 0 && <Button onClick={textAll}>{words.textSelected(active.length)}</Button>}
        {assign}
        {may.edit && <Button variant="default" onClick={() => setOpen('edit')}>{words.edit}</Button>}
        {may.edit && <Button variant="default" loading={change.isPending} onClick={() => change.mutate(!order.isOpen)}>{order.isOpen ? words.closeOrder : words.reopen}</Button>}
      </PageHead>
      <Section flush title={words.assignments} line={words.filled(order.assigned, order.openings)}>
        <Reading of={assigned}>
          {(rows) => (rows.length === 0 ? <EmptyState icon={<IconUsersPlus size={26} stroke={1.6} />} title={words.nobody} line={words.nobodyLine}>{assign}</EmptyState>
            : <AssignedTable order={order} rows={rows} mayEdit={may.edit} onStart={setOpen} />)}
        </Reading>
      </Section>
      {open === 'edit' && <OrderForm order={order} onClose={() => setOpen(null)} />}
      {open === 'assign' && <AssignPeople order={order} onClose={() => setOpen(null)} />}
      {open !== null && typeof open === 'object' && <ChangeStart order={order} assigned={open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
