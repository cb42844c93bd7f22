import { Group, SimpleGrid, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../../api/client';
import type { Kind } from '../../../api/peopleTypes';
import { FormDialog } from '../../../shared/form/FormDialog';
import { kindNames, peopleWords as words } from '../../words';
import { CompanyField } from './CompanyField';
import { fieldsOfNew, mistakeOf } from './fields';
import { KindsField } from './KindsField';

const empty = { firstName: '', lastName: '', cell: '', email: '', company: '', title: '' };

/** Adds one person by hand and opens the record. */
export function NewPerson({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const [typed, setTyped] = useState(empty);
  const [kinds, setKinds] = useState<Kind[]>([kind]);
  const [tried, setTried] = useState(false);
  const [, go] = useLocation();
  const mistake = mistakeOf({ ...typed, kinds });
  const set = (field: keyof typeof empty) => (value: string) => setTyped((now) => ({ ...now, [field]: value }));
  const box = (field: keyof typeof empty) => ({
    label: words.fields[field], value: typed[field], error: tried && mistake?.field === field && mistake.words,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set(field)(event.currentTarget.value),
  });
  const create = async () => {
    setTried(true);
    if (mistake) { document.getElementById(`new-${mistake.field}`)?.focus(); throw mistake.problem; }
    const { id } = await call('POST /people', { body: fieldsOfNew(typed, kinds) });
    go(`/people/${id}`);
  };
  return (
    <FormDialog title={`${words.newPerson}: ${kinds.map((each) => kindNames[each].one).join(', ')}`} line={words.newLine} action={words.create} onSubmit={create} onClose={onClose} again={[['people', 'grid']]}>
      <SimpleGrid cols={2} spacing="sm">
        <TextInput id="new-firstName" data-autofocus {...box('firstName')} />
        <TextInput id="new-lastName" {...box('lastName')} />
      </SimpleGrid>
      <KindsField value={kinds} onChange={setKinds} />
      <TextInput id="new-cell" type="tel" inputMode="tel" {...box('cell')} />
      <TextInput id="new-email" type="email" {...box('email')} />
      <Group grow align="flex-start" gap="sm">
        <CompanyField label={words.fields.company} value={typed.company} onChange={set('company')} />
        <TextInput {...box('title')} />
      </Group>
    </FormDialog>
  );
}
