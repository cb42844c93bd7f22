import { NativeSelect, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { call } from '../../api/client';
import { useChange } from '../../shared/form/useChange';
import { Section } from '../../shared/page/Section';
import { useUsers } from '../reading';
import type { SignInRules, SingleSignOn } from './routes';
import { signInAdminWords as words } from './words';

/** Switches that hold from the next click on. */
export function RulesSection({ rules, signOn }: { rules: SignInRules; signOn: SingleSignOn }) {
  const users = useUsers();
  const [glass, setGlass] = useState(rules.breakGlassUserId ?? '');
  const save = useChange((next: SignInRules) => call('PUT /organisation/sign-in-rules', { body: next }), { done: words.saved, again: [['organisation', 'sign-in-rules'], ['session'], ['own-sign-in']] });
  const administrators = (users.data ?? []).filter((user) => user.groups.some(({ groupId }) => groupId === 'administrator')).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Section>
      <Stack gap="lg" maw={560}>
        <Switch label={words.twoStep} description={words.twoStepLine} checked={rules.requireTwoStep} disabled={save.isPending}
          onChange={(event) => save.mutate({ ...rules, requireTwoStep: event.currentTarget.checked })} />
        {signOn.saved && (
          <>
            <NativeSelect label={words.breakGlass} description={words.breakGlassHint} maw={420} value={glass} disabled={rules.requireSingleSignOn}
              data={[{ value: '', label: '', disabled: true }, ...administrators]} onChange={(event) => setGlass(event.currentTarget.value)} />
            <Switch label={words.require} description={words.requireLine} checked={rules.requireSingleSignOn} disabled={save.isPending || (glass === '' && !rules.requireSingleSignOn)}
              onChange={(event) => save.mutate({ ...rules, requireSingleSignOn: event.currentTarget.checked, breakGlassUserId: glass || null })} />
          </>
        )}
      </Stack>
    </Section>
  );
}
