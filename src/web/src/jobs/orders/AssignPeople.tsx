import { Checkbox, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../api/client';
import { FormDialog } from '../../shared/form/FormDialog';
import { phoneWords } from '../../shared/words/phone';
import { useSelected } from '../applicants/useSelected';
import styles from '../Jobs.module.css';
import type { Order } from '../routes';
import { jobsWords as words } from '../words';

/** Finds people and puts those ticked on an order. */
export function AssignPeople({ order, onClose }: { order: Order; onClose: () => void }) {
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 200);
  const selected = useSelected();
  const found = useQuery({
    queryKey: ['people', 'find', asked],
    queryFn: ({ signal }) => call('GET /people', { query: { q: asked, active: true, limit: 30 }, signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const people = asked === '' ? [] : found.data?.items ?? [];
  const assign = async () => {
    const { count } = await call('POST /orders/{id}/assignments', { path: { id: order.id }, body: { personIds: [...selected.ids] } });
    notifications.show({ message: words.assigned(count) });
  };
  return (
    <FormDialog title={words.assignTitle} line={words.assignLine} action={selected.ids.size === 0 ? words.assign : `${words.assign} (${selected.ids.size})`} disabled={selected.ids.size === 0}
      again={[['people', 'assigned'], ['jobs']]} onSubmit={assign} onClose={onClose}>
      <TextInput type="search" data-autofocus label={words.find} value={q} onChange={(event) => setQ(event.currentTarget.value)} />
      <ul className={styles.found} role="list">
        {people.map((person) => (
          <li key={person.id}>
            <Checkbox label={person.name} description={[person.number?.number && phoneWords(person.number.number), person.title].filter(Boolean).join(' · ')} checked={selected.ids.has(person.id)}
              onChange={(event) => selected.change(person.id, event.currentTarget.checked)} />
          </li>
        ))}
      </ul>
      <span role="status">{asked !== '' && found.data && people.length === 0 && words.findNone}</span>
    </FormDialog>
  );
}
