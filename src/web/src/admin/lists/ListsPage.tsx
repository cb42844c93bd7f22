import { Alert, Button, Group } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { useActionCodes, useCustomFields } from '../../people/reading';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import styles from './Lists.module.css';
import { NameList, type NamedItem } from './NameList';
import { listWords as words } from './words';

/** The agency's own fields of people, and the actions a logged message can carry. */
export default function ListsPage() {
  const fields = useCustomFields();
  const actions = useActionCodes();
  return (
    <AdminPage title={words.title} line={words.line}>
      <Section title={words.fields} line={words.fieldsLine}>
        <Reading of={fields} rows={3}>{(items) => (
          <Edited key={JSON.stringify(items)} saved={items} save={(now) => call('PUT /custom-fields', { body: { items: now } })} again={[['custom-fields'], ['merge-fields'], ['people']]}>
            {(now, set) => (
              <>
                {now.length === 0 && <p className={styles.none}>{words.noFields}</p>}
                <NameList items={now} onChange={set} hides most={60} add={{ label: words.newField, hint: words.fieldHint }} beside={(item) => item.name.trim() !== '' && !item.hidden && words.inTexts(item.name)} />
              </>
            )}
          </Edited>
        )}</Reading>
      </Section>
      <Section title={words.actions} line={words.actionsLine}>
        <Reading of={actions} rows={3}>{(names) => (
          <Edited key={names.join('\n')} saved={names.map((name) => ({ key: name, name }))} save={(now) => call('PUT /action-codes', { body: { items: now.map(({ name }) => name) } })} again={[['action-codes']]}>
            {(now, set) => <NameList items={now} onChange={set} most={40} add={{ label: words.newAction, hint: words.actionHint }} />}
          </Edited>
        )}</Reading>
      </Section>
    </AdminPage>
  );
}

interface EditedProps { saved: NamedItem[]; save: (now: NamedItem[]) => Promise<unknown>; again: unknown[][]; children: (now: NamedItem[], set: (items: NamedItem[]) => void) => ReactNode }

// What was changed stays in the form until it is saved; a refusal stands above it.
function Edited({ saved, save, again, children }: EditedProps) {
  const [now, setNow] = useState(saved);
  const store = useChange(() => save(now), { done: words.saved, again });
  const changed = JSON.stringify(now) !== JSON.stringify(saved);
  return (
    <>
      {store.isError && <Alert color="red" role="alert" mb="sm">{wordsOfProblem(store.error)}</Alert>}
      {children(now, setNow)}
      <Group justify="flex-end" mt="md"><Button disabled={!changed} loading={store.isPending} onClick={() => store.mutate(undefined)}>{words.save}</Button></Group>
    </>
  );
}
