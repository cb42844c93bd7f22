import { Button } from '@mantine/core';
import { IconAlertCircleFilled, IconPencil, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../../api/client';
import type { Person, PersonNumber } from '../../api/types';
import { IconButton } from '../../shared/IconButton';
import { PhoneText } from '../../shared/words/PhoneText';
import { StatusPill } from '../../shared/StatusPill';
import { useChange } from '../../shared/form/useChange';
import { Section } from '../../shared/page/Section';
import { useMay } from '../../session/session';
import { AskNumber } from '../lookUp/AskNumber';
import { openTextPanel } from '../texting/panel';
import { TextIcon } from '../texting/TextIcon';
import { peopleWords as words, phoneKindNames } from '../words';
import { MergeDialog } from './actions/MergeDialog';
import { goodBelow, asSms } from './edit/fields';
import { NumbersForm } from './edit/NumbersForm';
import styles from './RecordPage.module.css';
import { recordWords } from './words';

/** Every number with its kind and what is wrong with it; the one used for texting carries the text icon. */
export function NumbersSection({ person, mayEdit }: { person: Person; mayEdit: boolean }) {
  const [editing, setEditing] = useState(false);
  const [merging, setMerging] = useState<string | null>(null);
  if (editing) return <Section title={words.numbers} line={words.numbersLine}><NumbersForm person={person} onClose={() => setEditing(false)} /></Section>;
  const edit = mayEdit && <IconButton label={`${words.edit}: ${words.numbers}`} onClick={() => setEditing(true)}><IconPencil size={18} stroke={1.7} aria-hidden="true" /></IconButton>;
  return (
    <Section title={words.numbers} line={person.numbers.length === 0 ? words.noNumbers : undefined} action={edit} flush={person.numbers.length > 0}>
      {person.numbers.length > 0 && (
        <>
          <ul className={styles.list}>{person.numbers.map((number) => <Number key={number.kind} person={person} number={number} mayEdit={mayEdit} />)}</ul>
          {mayEdit && <Hint person={person} />}
          {!!person.sameNumber?.length && (
            <p className={styles.note}>
              {words.sameNumber}: {person.sameNumber.map((other, at) => (
                <span key={other.id}>{at > 0 && ', '}<Link href={`/people/${other.id}`}>{other.name}</Link>{mayEdit && <> <button type="button" className={styles.view} onClick={() => setMerging(other.id)}>{recordWords.merge}<span className="unseen"> {other.name}</span></button></>}</span>
              ))}
            </p>
          )}
        </>
      )}
      {merging !== null && <MergeDialog personId={person.id} otherId={merging} onClose={() => setMerging(null)} />}
    </Section>
  );
}

function Number({ person, number, mayEdit }: { person: Person; number: PersonNumber; mayEdit: boolean }) {
  return (
    <li className={styles.number}>
      <div>
        <span>{number.number ? <PhoneText number={number.number} /> : number.display}{number.extension ? `, ${words.extension(number.extension)}` : ''}</span>
        <small>{phoneKindNames[number.kind]} {number.chosen && <StatusPill tone={number.problem ? 'bad' : 'accent'}>{words.chosen}</StatusPill>}</small>
        {number.problemWords && <small className={styles.problem}>{number.problemWords}</small>}
        {number.carrierMark && <CarrierMark person={person} number={number} mayEdit={mayEdit} />}
        {number.number && <AskNumber person={person} number={number} mayEdit={mayEdit} />}
        {number.kind === 'cell' && number.number && <Conversations person={person} number={number.number} />}
      </div>
      {number.chosen && person.textState.state !== 'opted_out' ? <TextIcon person={person} />
        : number.problem ? <span className={styles.mark} data-bad><IconAlertCircleFilled size={20} aria-hidden="true" /></span>
        : number.number && <a className={styles.mark} href={`tel:${number.number}`} aria-label={`${words.call}: ${phoneKindNames[number.kind]}`}><IconPhone size={18} stroke={1.7} aria-hidden="true" /></a>}
    </li>
  );
}

/** Beside the cell phone alone (HS-29, HS-30): the whole conversation with this number. */
function Conversations({ person, number }: { person: Person; number: string }) {
  const conversation = person.conversations.find((each) => each.number === number);
  const mayText = useMay('text');
  if (conversation) return <Link href={`/inbox/${conversation.id}`} className={styles.view}>{recordWords.viewConversations}</Link>;
  return mayText && <button type="button" className={styles.view} onClick={() => openTextPanel(person)}>{recordWords.viewConversations}</button>;
}

/** What a carrier said for good, and that somebody knows better (EN-33). */
function CarrierMark({ person, number, mayEdit }: { person: Person; number: PersonNumber; mayEdit: boolean }) {
  const clear = useChange(() => call('POST /people/{id}/clear-mark', { path: { id: person.id }, body: { number: number.number! } }),
    { done: recordWords.markCleared, again: [['people'], ['conversation']] });
  return (
    <small className={styles.problem}>
      {number.carrierMark} {mayEdit && <Button size="compact-xs" variant="default" aria-label={recordWords.clearMarkOf(number.display)} loading={clear.isPending} onClick={() => clear.mutate(undefined)}>{recordWords.clearMark}</Button>}
    </small>
  );
}

function Hint({ person }: { person: Person }) {
  const good = goodBelow(person);
  const use = useChange(
    () => call('PATCH /people/{id}', { path: { id: person.id }, body: { numbers: asSms(good!.number!) } }),
    { done: words.moved, again: [['people'], ['conversation']] },
  );
  if (!good) return null;
  return (
    <p className={styles.hint}>
      {words.goodUnder(good.kind)}
      <Button size="compact-sm" variant="default" loading={use.isPending} onClick={() => use.mutate(undefined)}>{words.useThis}</Button>
    </p>
  );
}
