import { SegmentedControl, Text } from '@mantine/core';
import { call } from '../../api/client';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import type { VisibilityRules } from './routes';
import { useVisibility } from './reading';
import { groupWords as words } from './words';

/** How the organisation decides whose conversations one reads. */
export function VisibilitySection() {
  const rules = useVisibility();
  return <Section title={words.visibility}><Reading of={rules} rows={1}>{(saved) => <Mode saved={saved} />}</Reading></Section>;
}

function Mode({ saved }: { saved: VisibilityRules }) {
  const save = useChange((mode: VisibilityRules['mode']) => call('PUT /security-groups/visibility', { body: { ...saved, mode } }), { done: words.saved, again: [['security-groups', 'visibility'], ['conversations']] });
  return (
    <>
      <SegmentedControl aria-label={words.visibility} value={saved.mode} disabled={save.isPending} onChange={(mode) => save.mutate(mode as VisibilityRules['mode'])}
        data={[{ value: 'by_permission', label: words.byPermission }, { value: 'by_line', label: words.byLine }]} />
      <Text c="dimmed" size="sm" mt={8}>{saved.mode === 'by_line' ? words.byLineLine : words.byPermissionLine}</Text>
    </>
  );
}
