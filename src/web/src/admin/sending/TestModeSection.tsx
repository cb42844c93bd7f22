import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../api/client';
import { useSession } from '../../session/session';
import { FormDialog } from '../../shared/form/FormDialog';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { ChecksList } from '../ChecksList';
import { useGoLiveChecks, useTestNumbers } from '../reading';
import { adminWords as words } from '../words';
import { TestNumbers } from './TestNumbers';

/** Test mode with its numbers, and the one button that ends it, its checks beside it. */
export function TestModeSection() {
  const { testMode, isDemo } = useSession().organisation;
  const [asking, setAsking] = useState(false);
  const numbers = useTestNumbers();
  return (
    <>
      <Section title={words.testSection} line={isDemo && !testMode ? words.demoSection : testMode ? words.testOn : words.testOff}>
        {testMode && <Reading of={numbers} rows={1}>{(all) => <TestNumbers saved={all} />}</Reading>}
      </Section>
      {testMode && <Section title={words.checks} flush action={<Button onClick={() => setAsking(true)}>{words.goLive}</Button>}><Checks /></Section>}
      {asking && <GoLive onClose={() => setAsking(false)} />}
    </>
  );
}

function Checks() {
  const checks = useGoLiveChecks();
  return <Reading of={checks} rows={3}>{(all) => <ChecksList checks={all} />}</Reading>;
}

function GoLive({ onClose }: { onClose: () => void }) {
  const live = () => call('POST /organisation/go-live').then(() => notifications.show({ message: words.liveToast }));
  return <FormDialog title={words.goLiveTitle} line={words.goLiveLine} action={words.goLiveNow} onSubmit={live} onClose={onClose} again={[['session'], ['organisation']]} />;
}
