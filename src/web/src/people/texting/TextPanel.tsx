import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconExternalLink, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import type { ConversationDetail, Person } from '../../api/types';
import { useSetAttention } from '../../conversations/changing';
import { LocalTime } from '../../conversations/LocalTime';
import { Thread } from '../../conversations/thread/Thread';
import { Avatar } from '../../shared/Avatar';
import { ErrorState } from '../../shared/ErrorState';
import { IconButton } from '../../shared/IconButton';
import { phoneWords } from '../../shared/words/phone';
import { ThreadSkeleton } from '../../shared/Skeletons';
import { usePerson } from '../../conversations/reading';
import { peopleWords as words, phoneKindNames } from '../words';
import { CannotBeTexted } from './CannotBeTexted';
import { useConversationWith } from './conversationWith';
import { closeTextPanel, type PanelOf } from './panel';
import styles from './TextPanel.module.css';

/** The texts with one person over the right of the page: thread, composer, line, consent. The page beneath stays usable. */
export default function TextPanel({ of }: { of: PanelOf }) {
  const panel = useRef<HTMLElement>(null);
  const person = usePerson(of.id);
  const closed = person.data !== undefined && ['problem', 'no_number'].includes(person.data.textState.state);
  const conversation = useConversationWith(of.id, person.data !== undefined && !closed);
  const ready = conversation.data !== undefined;
  useClosingKey(panel);
  useEffect(() => { panel.current?.focus(); }, []);
  useEffect(() => { if (ready) panel.current?.querySelector('textarea')?.focus(); }, [ready]);
  return (
    <aside ref={panel} className={styles.panel} tabIndex={-1} aria-label={words.openTexts(of.name)}>
      <Head of={of} person={person.data} conversation={conversation.data} />
      {closed ? <CannotBeTexted person={person.data} /> : <Texts conversation={conversation} problem={person.error} />}
    </aside>
  );
}

function Texts({ conversation, problem }: { conversation: ReturnType<typeof useConversationWith>; problem: unknown }) {
  const { mutate } = useSetAttention();
  const { data, error, isError } = conversation;
  if (problem || isError) return <ErrorState problem={problem ?? error} onRetry={() => void conversation.refetch()} />;
  if (!data) return <ThreadSkeleton />;
  return (
    <>
      {data.consent && <p className={styles.consent}>{data.consent.words}</p>}
      <Thread conversation={data} onMark={(state) => mutate({ id: data.id, state })} />
    </>
  );
}

function Head({ of, person, conversation }: { of: PanelOf; person?: Person; conversation?: ConversationDetail }) {
  const number = conversation?.number ?? person?.number?.number;
  const kind = person?.numbers.find((each) => each.number === number)?.kind ?? person?.number?.kind;
  return (
    <header className={styles.head}>
      <IconButton label={words.panelClose} className={styles.back} onClick={closeTextPanel}><IconArrowLeft size={21} stroke={1.8} aria-hidden="true" /></IconButton>
      <Avatar name={of.name} of={of.id} size={36} />
      <div className={styles.names}>
        <h2><Link href={`/people/${of.id}`}>{of.name}</Link></h2>
        <p>{number && phoneWords(number)}{kind && ` · ${phoneKindNames[kind]}`}{conversation && <LocalTime personId={of.id} />}</p>
      </div>
      {conversation && (
        <Tooltip label={words.panelOpenInbox}>
          <ActionIcon component={Link} href={`/inbox/${conversation.id}`} aria-label={words.panelOpenInbox}><IconExternalLink size={19} stroke={1.7} aria-hidden="true" /></ActionIcon>
        </Tooltip>
      )}
      <IconButton label={words.panelClose} className={styles.close} onClick={closeTextPanel}><IconX size={20} stroke={1.8} aria-hidden="true" /></IconButton>
    </header>
  );
}

/** Escape closes, unless something lies over the panel or one writes elsewhere; leaving for the inbox closes too. */
function useClosingKey(panel: React.RefObject<HTMLElement | null>) {
  const [location] = useLocation();
  useEffect(() => { if (location.startsWith('/inbox')) closeTextPanel(); }, [location]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"], [role="listbox"]:not([hidden])')) return;
      const at = event.target as HTMLElement;
      if (!panel.current?.contains(at) && at.matches('input, textarea, select')) return;
      closeTextPanel();
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [panel]);
}
