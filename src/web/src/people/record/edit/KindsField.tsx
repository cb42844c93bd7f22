import { Checkbox, Group } from '@mantine/core';
import type { Kind } from '../../../api/peopleTypes';
import { kinds } from '../../kinds';
import { kindNames, peopleWords as words } from '../../words';

/** Which kinds a person is; one can be several at once. */
export function KindsField({ value, onChange, error }: { value: Kind[]; onChange: (kinds: Kind[]) => void; error?: string | null }) {
  return (
    <Checkbox.Group label={words.fields.kinds} value={value} onChange={(next) => onChange(kinds.filter((kind) => next.includes(kind)))} error={error || (value.length === 0 ? words.kindNeeded : undefined)}>
      <Group gap="lg" mt={6}>{kinds.map((kind) => <Checkbox key={kind} value={kind} label={kindNames[kind].one} />)}</Group>
    </Checkbox.Group>
  );
}
