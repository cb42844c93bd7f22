import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { ConversationDetail } from '../api/types';
import { showProblem } from '../conversations/changing';
import { startConversation } from '../conversations/reading';
import { useSession } from '../session/session';
import { phoneWords } from '../shared/words/phone';
import styles from './Choice.module.css';
import { composerWords as words } from './words';

/** The line a text goes from, always in sight; writing from another one opens that conversation. */
export function FromLine({ conversation, name }: { conversation: ConversationDetail; name: string }) {
  const others = useSession().lines.filter(({ id }) => id !== conversation.line.id);
  const [, go] = useLocation();
  const here = words.fromLine(phoneWords(conversation.line.number), conversation.line.name);
  const open = (lineId: string) => startConversation({ number: conversation.number, lineId })
    .then((id) => go(`/inbox/${id}`), showProblem);
  if (others.length === 0) return <span className={styles.fixed}>{words.from} {here}</span>;
  return (
    <Menu position="top-start" width={280}>
      <Menu.Target>
        <UnstyledButton className={styles.choice} aria-label={`${words.from} ${here}`}><span>{words.from}</span> <b>{here}</b><IconChevronDown size={14} aria-hidden="true" /></UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.knowsYou(name, phoneWords(conversation.line.number))} {words.otherLine}:</Menu.Label>
        {others.map((line) => <Menu.Item key={line.id} onClick={() => void open(line.id)}>{words.fromLine(phoneWords(line.number), line.name)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
