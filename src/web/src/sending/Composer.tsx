import { Button, Textarea } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconClock, IconSend2 } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { call } from '../api/client';
import type { ConversationDetail, Message, Purpose } from '../api/types';
import { usePerson } from '../conversations/reading';
import { firstNameOf } from '../session/session';
import { timeOfDay } from '../shared/words/time';
import { AttachButton, AttachedFiles } from './AttachedFiles';
import { Closed } from './Closed';
import styles from './Composer.module.css';
import { Counter } from './Counter';
import { drafts } from './draft/draftsHere';
import { FromLine } from './FromLine';
import { give, takeBack, useOutgoing } from './draft/outgoing';
import { PurposeChoice } from './PurposeChoice';
import { purposeOf } from './purposes';
import { Findings } from './wording/Findings';
import { useFindings } from './wording/useFindings';
import { UndoBar } from './draft/UndoBar';
import { useAttached } from './useAttached';
import { useOutgoingEffects } from './draft/useOutgoingEffects';
import { TemplatePicker } from './templates/TemplatePicker';
import { usePick } from './templates/usePick';
import { composerWords as words } from './words';

interface Props {
  conversation: ConversationDetail;
  messages: Message[];
  /** The newest text that was on screen while writing. */
  seenSeq: number;
  onShowNewest: () => Promise<void>;
  onSent: () => void;
}

/** Where a text is written: its line, its purpose, its length, and what the rules say about it. */
export function Composer(props: Props) {
  useOutgoingEffects();
  const { conversation } = props;
  if (conversation.composer.state === 'closed') return <Closed conversation={conversation} draft={drafts.read(conversation.id, conversation.draft)} />;
  return <Open {...props} />;
}

function Open({ conversation, messages, seenSeq, onShowNewest, onSent }: Props) {
  const { id, composer } = conversation;
  const [body, setBody] = useState(() => drafts.read(id, conversation.draft));
  const [chosen, setPurpose] = useState<Purpose | null>(null);
  const [openings, setOpenings] = useState(0);
  const [notice, setNotice] = useState<{ words: string; bad?: boolean; again?: boolean } | null>(null);
  const attached = useAttached();
  const outgoing = useOutgoing(id);
  const { online } = useNetwork();
  const box = useRef<HTMLTextAreaElement>(null);
  const purpose = chosen ?? purposeOf(conversation, messages);
  const held = composer.state === 'held';
  const mayGo = (body.trim() !== '' || attached.files.length > 0) && !attached.busy && outgoing === null;
  const tellAnswering = useTellAnswering(id);
  const findings = useFindings(body, conversation, messages.length === 0);

  const write = (next: string) => {
    setBody(next);
    drafts.write(id, next);
    if (next !== '') tellAnswering();
  };
  const back = (showWords: boolean) => {
    const text = takeBack(id);
    if (!text) return;
    setBody((now) => (now === '' ? text.body : `${text.body}\n${now}`));
    drafts.write(id, text.body);
    attached.put(text.media);
    setPurpose(text.purpose);
    if (showWords) setNotice({ words: words.undone });
    box.current?.focus();
    return text;
  };

  useEffect(() => {
    if (outgoing?.state !== 'refused') return;
    const problem = back(false)?.problem;
    if (!problem) return;
    setNotice({ words: problem.isOffline ? words.offline : problem.words, bad: problem.code !== 'new_message_meanwhile', again: problem.code === 'identical' });
    if (problem.code === 'new_message_meanwhile') void onShowNewest();
  });

  const send = (sendAgainOnPurpose = false) => {
    if (!mayGo) return;
    if (!online) return setNotice({ words: words.offline });
    give({ conversationId: id, name: conversation.title, body: body.trim(), purpose, media: attached.files, seenSeq, sendAgainOnPurpose });
    setBody('');
    drafts.write(id, '');
    attached.put([]);
    setNotice(null);
    onSent();
  };
  const pick = usePick({ conversation, purpose, box, body, write, tell: (said) => setNotice(said === null ? null : { words: said }) });
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') event.currentTarget.blur();
    if (event.key === '/' && body === '') {
      event.preventDefault();
      setOpenings((count) => count + 1);
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attached.add([...event.clipboardData.files]);
  };
  const name = conversation.person ? firstNameOf(conversation.title) : conversation.title;

  return (
    <div className={styles.composer} data-state={composer.state}>
      {(held || composer.state === 'warning') && composer.words && <p className={styles.band}><IconClock size={16} stroke={1.8} aria-hidden="true" />{composer.words}</p>}
      <div role="status" aria-live="polite">
        {notice && <p className={styles.band} data-bad={notice.bad || undefined}>{notice.words}{notice.again && <button type="button" onClick={() => send(true)}>{words.sendAgain}</button>}</p>}
        {attached.problem && <p className={styles.band} data-bad>{attached.problem}</p>}
      </div>
      {outgoing && <UndoBar outgoing={outgoing} onUndo={() => back(true)} />}
      <div className={styles.from}><FromLine conversation={conversation} name={name} /><PurposeChoice value={purpose} onChange={setPurpose} /></div>
      <AttachedFiles attached={attached} />
      <Textarea ref={box} id="composer" variant="unstyled" autosize minRows={1} maxRows={9} className={styles.box} classNames={{ input: styles.input }}
        aria-label={words.label(conversation.title)} placeholder={words.placeholder(name)} value={body} onPaste={paste}
        onChange={(event) => write(event.currentTarget.value)} onKeyDown={press} />
      <Findings findings={findings} onFix={write} />
      <div className={styles.foot}>
        <AttachButton onFiles={attached.add} />
        <TemplatePicker purpose={purpose} openings={openings} onPick={(template) => void pick(template)} onLeave={() => box.current?.focus()} />
        <Counter text={body} />
        <Button onClick={() => send()} disabled={!mayGo} rightSection={held ? <IconClock size={17} stroke={1.9} /> : <IconSend2 size={17} stroke={1.9} />}>
          {held && composer.until ? <HeldUntil conversation={conversation} until={composer.until} /> : words.send}
        </Button>
      </div>
    </div>
  );
}

function HeldUntil({ conversation, until }: { conversation: ConversationDetail; until: string }) {
  const zone = usePerson(conversation.person?.id).data?.timeZone ?? undefined;
  return words.sendAt(timeOfDay(new Date(until), zone));
}

function useTellAnswering(id: string) {
  const last = useRef(0);
  return () => {
    if (Date.now() - last.current < 4_000) return;
    last.current = Date.now();
    // Only a courtesy to colleagues: losing one does no harm
    void call('POST /conversations/{id}/answering', { path: { id } }).catch(() => {});
  };
}
