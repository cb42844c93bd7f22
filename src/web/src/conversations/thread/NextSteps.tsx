import { Link, useLocation } from 'wouter';
import type { ConversationDetail, Message } from '../../api/types';
import { putBack } from '../../sending/draft/outgoing';
import { phoneWords } from '../../shared/words/phone';
import { showProblem, useCancel, useRetry } from '../changing';
import styles from './NextSteps.module.css';
import { startConversation, usePerson } from '../reading';
import { decideWords, stepWords as words, threadWords } from '../words';

interface Props { message: Message; conversation: ConversationDetail }

/** The fitting next steps under a text that did not arrive, waits, or may have gone. */
export function NextSteps({ message, conversation }: Props) {
  const retry = useRetry();
  const cancel = useCancel();
  const offers = (step: Message['nextSteps'][number]) => message.nextSteps.includes(step);
  const email = usePerson(conversation.person?.id).data?.email;
  const isYetToGo = message.status === 'held' || message.status === 'scheduled';
  if (message.status === 'unknown') return <div className={styles.steps}><Link href="/inbox/decide">{decideWords.title}</Link></div>;
  if (message.nextSteps.length === 0 && !isYetToGo) return null;
  return (
    <div className={styles.steps}>
      {isYetToGo && <button type="button" disabled={cancel.isPending} onClick={() => cancel.mutate(message.id)}>{threadWords.cancel}</button>}
      {offers('try_again') && <button type="button" disabled={retry.isPending} onClick={() => retry.mutate(message.id)}>{words.try_again}</button>}
      {offers('other_number') && conversation.person && <OtherNumber personId={conversation.person.id} conversation={conversation} />}
      {offers('edit_and_send') && <button type="button" onClick={() => putBack(conversation, message)}>{words.edit_and_send}</button>}
      {offers('call') && <a href={`tel:${conversation.number}`}>{words.call}</a>}
      {offers('email') && email && <a href={`mailto:${email}`}>{words.email}</a>}
    </div>
  );
}

function OtherNumber({ personId, conversation }: { personId: string; conversation: ConversationDetail }) {
  const [, go] = useLocation();
  const other = usePerson(personId).data?.numbers.find(({ number, problem }) => number !== null && number !== conversation.number && problem === null)?.number;
  if (!other) return null;
  const open = () => startConversation({ number: other, lineId: conversation.line.id })
    .then((id) => go(`/inbox/${id}`), showProblem);
  return <button type="button" onClick={() => void open()}>{words.other_number(phoneWords(other))}</button>;
}
