import { Button, Modal, Skeleton, Stack } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import type { Check, ConversationDetail, Message, Why as Answer } from '../../api/types';
import { ExchangeList, textOfExchanges } from '../../lines/health/ExchangeList';
import { healthWords } from '../../lines/health/words';
import { AskSupport } from '../../support/AskSupport';
import { ErrorState } from '../../shared/ErrorState';
import { dateWords, fullTime } from '../../shared/words/time';
import { NextSteps } from './NextSteps';
import { useWhy } from '../reading';
import { statusOf } from './status';
import styles from './Why.module.css';
import { whyWords as words } from '../words';

interface Props { message: Message; conversation: ConversationDetail; onClose: () => void }

/** Why a text stands as it does: the check that decided first, then all of them in their order, then what can be done. */
export function Why({ message, conversation, onClose }: Props) {
  const why = useWhy(message.id);
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <Modal opened onClose={onClose} size={560} title={why.data?.title ?? statusOf(message).words} closeButtonProps={{ 'aria-label': words.close }}>
      {why.isError && <ErrorState problem={why.error} onRetry={() => void why.refetch()} />}
      {why.isPending && <Stack gap="xs"><Skeleton height={18} /><Skeleton height={18} width="80%" /><Skeleton height={18} width="90%" /></Stack>}
      {why.data && (
        <>
          {why.data.first && <p className={styles.first}>{why.data.first}</p>}
          <ol className={styles.checks}>{why.data.checks.map((check) => <Line key={check.name} check={check} />)}</ol>
          {why.data.exchanges && why.data.exchanges.length > 0 && (
            <>
              <h3 className={styles.said}>{healthWords.ofText}</h3>
              <div className={styles.exchanges}><ExchangeList label={healthWords.ofText} exchanges={why.data.exchanges} /></div>
            </>
          )}
          <div className={styles.foot}>
            <Button variant="default" size="xs" onClick={() => clipboard.copy(textOf(why.data))}>{clipboard.copied ? words.copied : words.copy}</Button>
            {message.problemWords && <AskSupport about="messages" id={message.id} />}
            <NextSteps message={message} conversation={conversation} />
          </div>
        </>
      )}
    </Modal>
  );
}

const icons = { ok: IconCircleCheck, failed: IconCircleX, not_checked: IconCircleMinus };

function Line({ check }: { check: Check }) {
  const Icon = icons[check.state];
  const date = check.date ? new Date(check.date) : null;
  return (
    <li data-state={check.state}>
      <Icon size={18} stroke={1.8} role="img" aria-label={words.states[check.state]} />
      <span>{check.words}</span>
      <span className={styles.source} title={date ? fullTime(date) : undefined}>{[check.source, date && dateWords(date, new Date())].filter(Boolean).join(', ')}</span>
    </li>
  );
}

const textOf = ({ title, first, checks, exchanges }: Answer) =>
  [title, ...(first ? [first] : []), ...checks.map((check) => `${{ ok: '✓', failed: '✗', not_checked: '–' }[check.state]} ${[check.words, check.source, check.date].filter(Boolean).join(' · ')}`),
    ...(exchanges?.length ? [textOfExchanges(exchanges)] : [])].join('\n');
