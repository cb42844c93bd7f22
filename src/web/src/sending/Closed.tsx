import { Button, CopyButton } from '@mantine/core';
import { IconBan, IconMail, IconPhone } from '@tabler/icons-react';
import type { ConversationDetail } from '../api/types';
import { usePerson } from '../conversations/reading';
import { phoneWords } from '../shared/words/phone';
import styles from './Closed.module.css';
import { composerWords as words } from './words';

/** In place of the composer when nobody may text here: the reason, what to do instead, and the draft to copy. */
export function Closed({ conversation, draft }: { conversation: ConversationDetail; draft: string }) {
  const { composer, number, line } = conversation;
  const email = usePerson(conversation.person?.id).data?.email;
  return (
    <div className={styles.closed} role="status">
      <IconBan size={20} stroke={1.8} aria-hidden="true" className={styles.icon} />
      <div className={styles.words}>
        <p><b>{composer.words ?? words.closedTitle}</b></p>
        {composer.code === 'opted_out' && !composer.words?.includes('START') && <p>{words.start(phoneWords(line.number))}</p>}
        {draft !== '' && (
          <div className={styles.draft}>
            <span>{words.draftKept}: “{draft}”</span>
            <CopyButton value={draft}>{({ copied, copy }) => <Button size="compact-xs" variant="default" onClick={copy}>{copied ? words.copied : words.copy}</Button>}</CopyButton>
          </div>
        )}
      </div>
      <div className={styles.steps}>
        <Button component="a" href={`tel:${number}`} size="xs" variant="default" leftSection={<IconPhone size={16} stroke={1.8} />}>{words.call}</Button>
        {email && <Button component="a" href={`mailto:${email}`} size="xs" variant="default" leftSection={<IconMail size={16} stroke={1.8} />}>{words.email}</Button>}
      </div>
    </div>
  );
}
