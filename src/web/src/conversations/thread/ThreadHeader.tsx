import { Button, Menu } from '@mantine/core';
import { IconArrowLeft, IconCheck, IconCircleCheck, IconDeviceMobile, IconInfoCircle, IconMessage2Up, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Attention, ConversationDetail } from '../../api/types';
import { useSession } from '../../session/session';
import { Avatar } from '../../shared/Avatar';
import { IconButton } from '../../shared/IconButton';
import { IconLink } from '../../shared/IconLink';
import { PhoneText } from '../../shared/words/PhoneText';
import { useAssign } from '../changing';
import { LocalTime } from '../LocalTime';
import { useColleagues } from '../reading';
import styles from './ThreadHeader.module.css';
import { threadWords as words } from '../words';

interface Props {
  conversation: ConversationDetail;
  about: boolean;
  onMark: (state: Attention) => void;
  onBack: () => void;
  onAbout: () => void;
}

/** Who this is with, who answers it, and whether it is done. */
export function ThreadHeader({ conversation, about, onMark, onBack, onAbout }: Props) {
  const { organisation } = useSession();
  const isDone = conversation.attention === 'done';
  return (
    <header className={styles.header}>
      <IconButton label={words.back} className={styles.back} onClick={onBack}><IconArrowLeft size={21} stroke={1.8} /></IconButton>
      <button type="button" className={styles.who} onClick={onAbout} aria-expanded={about}>
        <Avatar name={conversation.title} of={conversation.person?.id ?? conversation.number} size={38} />
        <span className={styles.names}>
          <b>{conversation.title}</b>
          <span>{conversation.person && <PhoneText number={conversation.number} />}<LocalTime personId={conversation.person?.id} /></span>
          <span className="unseen">{words.details}</span>
        </span>
      </button>
      <div className={styles.actions}>
        {organisation.isDemo && (
          <IconLink label={words.phone} href={`/phones/${encodeURIComponent(conversation.number)}`} newTab className={styles.optional}>
            <IconDeviceMobile size={20} stroke={1.7} />
          </IconLink>
        )}
        <Assign conversation={conversation} />
        <Button size="compact-md" variant={isDone ? 'default' : 'light'} className={styles.done}
          leftSection={isDone ? <IconMessage2Up size={17} stroke={1.8} /> : <IconCircleCheck size={17} stroke={1.8} />}
          onClick={() => onMark(isDone ? 'needs_reply' : 'done')}>
          <span className={styles.word}>{isDone ? words.reopen : words.done}</span>
        </Button>
        <IconButton label={words.details} className={styles.about} aria-pressed={about} onClick={onAbout}><IconInfoCircle size={20} stroke={1.7} /></IconButton>
      </div>
    </header>
  );
}

function Assign({ conversation }: { conversation: ConversationDetail }) {
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  const colleagues = useColleagues(conversation.id, open).data?.items.filter((each) => each.id !== user.id) ?? [];
  const assign = useAssign(conversation.id);
  const current = conversation.assignee?.id ?? null;
  const choices = [{ id: user.id as string | null, name: words.me }, { id: null, name: words.nobody }, ...colleagues];
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={220}>
      <Menu.Target>
        <Button size="compact-md" variant="default" className={styles.assign}
          leftSection={conversation.assignee ? <Avatar name={conversation.assignee.name} of={conversation.assignee.id} size={20} /> : <IconUserPlus size={17} stroke={1.8} />}>
          {conversation.assignee && <span className="unseen">{words.assigned}</span>}
          <span className={styles.word}>{conversation.assignee ? (current === user.id ? words.me : conversation.assignee.name.split(' ')[0]) : words.assign}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.assign}</Menu.Label>
        {choices.map((each) => (
          <Menu.Item key={each.id ?? ''} rightSection={each.id === current ? <IconCheck size={16} /> : null} onClick={() => assign.mutate(each.id)}>{each.name}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
