import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ErrorState } from '../../shared/ErrorState';
import { Foot } from './Foot';
import { closeSend, type OpenSend } from './openSend';
import { PreviewPane } from './text/PreviewPane';
import { RecipientsPane } from './RecipientsPane';
import { Result } from './Result';
import styles from './SendWindow.module.css';
import { TextPane } from './text/TextPane';
import { useSendWindow } from './useSendWindow';
import { sendWords as words } from './words';

export type Step = 'who' | 'what' | 'check';

/** Two people or more: who, the text, and what will become of it. On a phone one step after the other. */
export default function SendWindow({ open }: { open: OpenSend }) {
  return open.sentId ? <Frame title={open.request.title ?? words.text} onClose={closeSend} small><Result id={open.sentId} request={open.request} /></Frame> : <Writing open={open} />;
}

function Writing({ open }: { open: OpenSend }) {
  const sending = useSendWindow(open);
  const narrow = useMediaQuery('(max-width: 719px)', undefined, { getInitialValueInEffect: false });
  // To schedule a text to one there is nobody to look through
  const [step, setStep] = useState<Step>(open.schedule ? 'what' : 'who');
  const { data, error, isError, refetch } = sending.preview;
  const close = () => void sending.close(() => notifications.show({ message: words.draftKept }));
  const shown = (at: Step) => !narrow || step === at;
  if (isError && !data) return <Frame title={words.text} onClose={closeSend} small><ErrorState problem={error} onRetry={() => void refetch()} /></Frame>;
  return (
    <Frame title={<>{data ? words.title(data.people.length) : words.text}{open.request.title && <span className={styles.of}>{open.request.title}</span>}</>} onClose={close}>
      {narrow && <Steps at={step} onStep={setStep} />}
      <div className={styles.panes}>
        {shown('who') && <RecipientsPane sending={sending} />}
        {(shown('what') || shown('check')) && (
          <div className={styles.right}>
            {shown('what') && <TextPane sending={sending} />}
            {shown('check') && <PreviewPane sending={sending} />}
          </div>
        )}
      </div>
      <Foot sending={sending} step={narrow ? step : null} onStep={setStep} />
    </Frame>
  );
}

function Frame({ title, onClose, small = false, children }: { title: React.ReactNode; onClose: () => void; small?: boolean; children: React.ReactNode }) {
  const narrow = useMediaQuery('(max-width: 719px)', undefined, { getInitialValueInEffect: false });
  return (
    <Modal opened onClose={onClose} title={title} size={small ? 520 : 1120} fullScreen={narrow} closeOnClickOutside={false} padding={0} zIndex={150}
      classNames={{ header: styles.header, content: styles.content, body: small ? undefined : styles.body }} closeButtonProps={{ 'aria-label': words.close }}>
      {children}
    </Modal>
  );
}

function Steps({ at, onStep }: { at: Step; onStep: (step: Step) => void }) {
  return (
    <ol className={styles.steps}>
      {(['who', 'what', 'check'] as const).map((step) => (
        <li key={step}><button type="button" aria-current={step === at ? 'step' : undefined} onClick={() => onStep(step)}>{words.steps[step]}</button></li>
      ))}
    </ol>
  );
}
