import { Button, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { call } from '../../api/client';
import { useSession } from '../../session/session';
import { FormDialog } from '../../shared/form/FormDialog';
import { momentWords } from '../../shared/words/time';
import { Section } from '../../shared/page/Section';
import { adminWords as words } from '../words';

const again = [['session'], ['organisation'], ['health']];

/** Holds every text, or lets them go again. */
export function PauseSection() {
  const { paused } = useSession().organisation;
  const [asking, setAsking] = useState(false);
  const line = paused ? words.paused(paused.by || words.somebody, momentWords(new Date(paused.since), new Date()), paused.reason ?? '') : words.notPaused;
  return (
    <Section title={words.pauseSection} line={line} action={paused
      ? <Button leftSection={<IconPlayerPlay size={17} aria-hidden="true" />} onClick={() => setAsking(true)}>{words.resume}</Button>
      : <Button color="red" variant="light" leftSection={<IconPlayerPause size={17} aria-hidden="true" />} onClick={() => setAsking(true)}>{words.pause}</Button>}>
      {asking && (paused ? <Resume onClose={() => setAsking(false)} /> : <Pause onClose={() => setAsking(false)} />)}
    </Section>
  );
}

function Pause({ onClose }: { onClose: () => void }) {
  const [reason, setReason] = useState('');
  const pause = () => call('POST /organisation/pause', { body: { reason: reason.trim() } }).then(() => notifications.show({ message: words.pausedToast }));
  return (
    <FormDialog title={words.pauseTitle} line={words.pauseLine} action={words.pause} danger disabled={reason.trim() === ''} onSubmit={pause} onClose={onClose} again={again}>
      <Textarea label={words.reason} description={words.reasonHint} data-autofocus autosize minRows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </FormDialog>
  );
}

function Resume({ onClose }: { onClose: () => void }) {
  const resume = () => call('POST /organisation/resume').then(() => notifications.show({ message: words.resumedToast }));
  return <FormDialog title={words.resumeTitle} line={words.resumeLine} action={words.resume} onSubmit={resume} onClose={onClose} again={again} />;
}
