import { NumberInput, Stack, Switch } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client';
import type { SendingRules } from '../../api/adminTypes';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { adminWords as words } from '../words';

/** Rules that hold for every text of the organisation. */
export function RulesSection() {
  const rules = useQuery({ queryKey: ['organisation', 'sending-rules'], queryFn: ({ signal }) => call('GET /organisation/sending-rules', { signal }) });
  return <Section title={words.rulesSection}><Reading of={rules} rows={3}>{(saved) => <Rules saved={saved} />}</Reading></Section>;
}

function Rules({ saved }: { saved: SendingRules }) {
  const queries = useQueryClient();
  const save = useChange(async (part: Partial<SendingRules>) => {
    queries.setQueryData(['organisation', 'sending-rules'], await call('PUT /organisation/sending-rules', { body: { ...saved, ...part } }));
  }, { done: () => words.rulesSaved });
  return (
    <Stack gap="md">
      {(['callingHours', 'fallThrough', 'scheduleInWindow', 'tellTexted'] as const).map((rule) => (
        <Switch key={rule} label={words[rule]} description={words[`${rule}Line`]} checked={saved[rule]} onChange={(event) => save.mutate({ [rule]: event.currentTarget.checked })} />
      ))}
      <NumberInput label={words.undoSeconds} w={300} min={0} max={600} clampBehavior="strict" defaultValue={saved.broadcastUndoSeconds} onBlur={(event) => {
        const seconds = Number(event.currentTarget.value);
        if (seconds !== saved.broadcastUndoSeconds) save.mutate({ broadcastUndoSeconds: seconds });
      }} />
    </Stack>
  );
}
