import { Button } from '@mantine/core';
import { IconArrowLeft, IconMail, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ConversationDetail, Person, PersonOfRow } from '../api/types';
import { maySee, screens } from '../frame/screens';
import { useSession } from '../session/session';
import { Avatar } from '../shared/Avatar';
import { IconButton } from '../shared/IconButton';
import { phoneWords } from '../shared/words/phone';
import { PhoneText } from '../shared/words/PhoneText';
import { StatusPill, type Tone } from '../shared/StatusPill';
import { Time } from '../shared/words/Time';
import { dateWords, timeOfDay } from '../shared/words/time';
import { useNow } from '../shared/words/useNow';
import styles from './PersonPanel.module.css';
import { usePerson } from './reading';
import { personWords as words } from './words';

/** Who one is texting with: kinds, numbers, consent, and who else has this number. */
export function PersonPanel({ conversation, onBack }: { conversation: ConversationDetail; onBack: () => void }) {
  const person = usePerson(conversation.person?.id).data;
  const others = conversation.people.filter(({ id }) => id !== conversation.person?.id);
  return (
    <aside className={styles.panel} aria-label={words.panel}>
      <IconButton label={words.back} className={styles.back} onClick={onBack}><IconArrowLeft size={21} stroke={1.8} /></IconButton>
      <div className={styles.who}>
        <Avatar name={conversation.title} of={conversation.person?.id ?? conversation.number} size={64} />
        <h2 className={styles.name}>{conversation.title}</h2>
        {person && <p className={styles.line}>{[person.title, person.company].filter(Boolean).join(' · ')}</p>}
        <div className={styles.kinds}><Kinds of={conversation.person} /></div>
        <div className={styles.actions}>
          <Button component="a" href={`tel:${conversation.number}`} variant="default" size="xs" leftSection={<IconPhone size={16} stroke={1.8} />}>{words.call}</Button>
          {person?.email && <Button component="a" href={`mailto:${person.email}`} variant="default" size="xs" leftSection={<IconMail size={16} stroke={1.8} />}>{words.email}</Button>}
          <OpenRecord id={conversation.person?.id} />
        </div>
      </div>
      {!conversation.person && <Block><b>{words.unknown}</b><p className={styles.line}>{words.unknownLine}</p></Block>}
      {person?.locked && <Block><StatusPill tone="bad">{words.locked(person.locked.reason)}</StatusPill></Block>}
      {conversation.consent && <Consent consent={conversation.consent} />}
      <Block title={words.numbers}><Numbers person={person} conversation={conversation} /></Block>
      {person && <Details person={person} />}
      {person?.notes && <Block title={words.notes}><p className={styles.notes}>{person.notes}</p></Block>}
      {others.length > 0 && <Block title={words.others}>{others.map((each) => <Other key={each.id} person={each} />)}</Block>}
      <Elsewhere person={person} here={conversation.id} />
    </aside>
  );
}

function Block({ title, children }: { title?: string; children: ReactNode }) {
  return <section className={styles.block}>{title && <h3>{title}</h3>}{children}</section>;
}

function Kinds({ of }: { of: { isCandidate: boolean; isEmployee: boolean; isContact: boolean } | null }) {
  return (
    <>
      {of?.isCandidate && <StatusPill tone="accent">{words.candidate}</StatusPill>}
      {of?.isEmployee && <StatusPill tone="good">{words.employee}</StatusPill>}
      {of?.isContact && <StatusPill tone="warn">{words.contact}</StatusPill>}
    </>
  );
}

function OpenRecord({ id }: { id: string | undefined }) {
  const session = useSession();
  const mayOpen = screens.some((screen) => screen.path.startsWith('/people') && maySee(screen, session));
  if (!id || !mayOpen) return null;
  return <Button component={Link} href={`/people/${id}`} variant="default" size="xs">{words.record}</Button>;
}

const toneOf = (state: string): Tone => (/out|wrong|lock/.test(state) ? 'bad' : /in|inquiry|given|implied|open/.test(state) ? 'good' : 'calm');

function Consent({ consent }: { consent: NonNullable<ConversationDetail['consent']> }) {
  return (
    <Block title={words.consent}>
      <p className={styles.consent} data-tone={toneOf(consent.state)}>{consent.words}</p>
      {consent.since && <p className={styles.small}>{words.since(dateWords(new Date(consent.since), new Date()))}</p>}
    </Block>
  );
}

function Numbers({ person, conversation }: { person: Person | undefined; conversation: ConversationDetail }) {
  if (!person) return <PhoneText number={conversation.number} />;
  return (
    <ul className={styles.numbers}>
      {person.numbers.map((each) => (
        <li key={`${each.kind} ${each.display}`}>
          <span className={styles.kind}>{words.kinds[each.kind]}</span>
          <span>{each.number ? <PhoneText number={each.number} /> : each.display}{each.problemWords && <em>{each.problemWords}</em>}</span>
          {each.number === conversation.number && <StatusPill>{words.chosen}</StatusPill>}
        </li>
      ))}
    </ul>
  );
}

function Details({ person }: { person: Person }) {
  const now = new Date(useNow());
  const facts: [string, string | null | undefined][] = [
    [words.mail, person.email],
    [words.place, [person.city, person.state].filter(Boolean).join(', ')],
    [words.time, person.timeZone && timeOfDay(now, person.timeZone)],
    [words.language, person.language],
    [words.branch, person.branch],
  ];
  const known = facts.filter(([, value]) => value);
  if (known.length === 0) return null;
  return <Block><dl className={styles.facts}>{known.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl></Block>;
}

function Other({ person }: { person: PersonOfRow }) {
  return (
    <div className={styles.other}>
      <Avatar name={person.name} of={person.id} size={30} />
      <span><b>{person.name}</b><span className={styles.pills}><Kinds of={person} /></span></span>
    </div>
  );
}

function Elsewhere({ person, here }: { person: Person | undefined; here: string }) {
  const rest = person?.conversations.filter(({ id }) => id !== here) ?? [];
  if (rest.length === 0) return null;
  return (
    <Block title={words.elsewhere}>
      {rest.map((row) => (
        <Link key={row.id} href={`/inbox/${row.id}`} className={styles.elsewhere}>
          <span>{row.line.name} · {phoneWords(row.number)}</span><Time at={row.lastAt} />
        </Link>
      ))}
    </Block>
  );
}
