import { ActionIcon, Button, Checkbox, Tooltip } from '@mantine/core';
import { IconCalendar, IconMail, IconNote, IconPhone } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Hotlist, HotlistMember } from '../../api/recordTypes';
import { useMay } from '../../session/session';
import { PhoneText } from '../../shared/words/PhoneText';
import { Time } from '../../shared/words/Time';
import { LogDialog } from '../grid/actions/LogDialog';
import { useLongPress } from '../grid/actions/useLongPress';
import { RecordLink } from '../grid/RecordLink';
import type { Selection } from '../grid/selection';
import { openSend } from '../../sending/window/openSend';
import { TextIcon } from '../texting/TextIcon';
import { peopleWords } from '../words';
import { NoteField } from './NoteField';
import styles from './Hotlists.module.css';
import { hotlistWords as words } from './words';

interface Props { list: Hotlist; members: HotlistMember[]; selection: Selection; more: boolean; reading: boolean; onMore: () => void }

/** People to work through one after the other (EN-31). */
export function MemberList({ list, members, selection, more, reading, onMore }: Props) {
  const [logging, setLogging] = useState<string | null>(null);
  return (
    <div className={styles.scroll} tabIndex={-1}>
      <ul className={styles.members}>
        {members.map((member) => <Member key={member.person.id} list={list} member={member} selected={selection.has(member.person.id)} onSelect={selection.toggle} onLog={setLogging} />)}
      </ul>
      {more && <div className={styles.more}><Button size="xs" variant="default" loading={reading} onClick={onMore}>{words.showMore}</Button></div>}
      {logging !== null && <LogDialog audience={{ personIds: [logging] }} count={1} onClose={() => setLogging(null)} />}
    </div>
  );
}

interface MemberProps { list: Hotlist; member: HotlistMember; selected: boolean; onSelect: (id: string, shift?: boolean) => void; onLog: (id: string) => void }

function Member({ list, member: { person, joinedAt, note }, selected, onSelect, onLog }: MemberProps) {
  const may = { text: useMay('text'), edit: useMay('edit_people') };
  const press = useLongPress(() => onSelect(person.id));
  const number = person.number;
  return (
    <li className={styles.member} data-selected={selected || undefined} {...press}>
      <Checkbox size="sm" aria-label={peopleWords.select(person.name)} checked={selected} onClick={(event) => onSelect(person.id, event.shiftKey)} onChange={() => {}} />
      <div className={styles.who}>
        <RecordLink person={person} />
        <span>{[person.status ?? (person.isActive ? null : peopleWords.inactive), person.company].filter(Boolean).join(' · ')}</span>
      </div>
      <div className={styles.number}>{number?.number ? <PhoneText number={number.number} /> : number?.display ?? peopleWords.noNumber}</div>
      <Fact label={words.row.lastMessage}>{person.lastMessage && <>{person.lastMessage.action} <Time at={person.lastMessage.at} /></>}</Fact>
      <Fact label={words.row.joined}>{joinedAt && <Time at={joinedAt} />}</Fact>
      <div className={styles.icons}>
        {may.edit && <Icon label={words.logNote(person.name)} onClick={() => onLog(person.id)}><IconNote size={18} stroke={1.7} aria-hidden="true" /></Icon>}
        {may.text && <Icon label={words.schedule(person.name)} onClick={() => openSend({ personIds: [person.id], title: person.name, schedule: true })}><IconCalendar size={18} stroke={1.7} aria-hidden="true" /></Icon>}
        {person.email && <Icon label={words.email(person.name)} href={`mailto:${person.email}`}><IconMail size={18} stroke={1.7} aria-hidden="true" /></Icon>}
        {number?.number && <Icon label={words.call(person.name)} href={`tel:${number.number}`}><IconPhone size={18} stroke={1.7} aria-hidden="true" /></Icon>}
        <TextIcon person={person} />
      </div>
      <NoteField listId={list.id} person={person} note={note} mayEdit={may.edit} />
    </li>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return <div className={styles.fact} data-empty={!children || undefined}><small>{label}</small><span>{children}</span></div>;
}

function Icon({ label, href, onClick, children }: { label: string; href?: string; onClick?: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      {href ? <ActionIcon component="a" href={href} aria-label={label}>{children}</ActionIcon> : <ActionIcon aria-label={label} onClick={onClick}>{children}</ActionIcon>}
    </Tooltip>
  );
}
