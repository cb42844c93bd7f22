import { Button } from '@mantine/core';
import { IconChevronLeft, IconMessage2, IconMessageFilled } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { Person } from '../../api/types';
import { firstNameOf, useMay } from '../../session/session';
import { Avatar } from '../../shared/Avatar';
import { StatusPill } from '../../shared/StatusPill';
import { kindsOf, pathOfKind } from '../kinds';
import { openTextPanel } from '../texting/panel';
import { lookOf } from '../texting/textIcon';
import { OptedOut } from '../texting/TextIcon';
import { kindNames, peopleWords as words } from '../words';
import { ActionsMenu } from './actions/ActionsMenu';
import styles from './RecordPage.module.css';

/** Who this is, and what can be done. */
export function RecordHead({ person }: { person: Person }) {
  const mine = kindsOf(person), home = mine[0] ?? 'candidate';
  const mayText = useMay('text');
  const look = lookOf(person.textState);
  useEffect(() => { document.title = `${person.name} · Rosterline`; return () => { document.title = 'Rosterline'; }; }, [person.name]);
  return (
    <>
      <Link href={pathOfKind(home)} className={styles.back}><IconChevronLeft size={15} stroke={2} aria-hidden="true" />{kindNames[home].many}</Link>
      <header className={styles.head}>
        <Avatar name={person.name} of={person.id} size={56} />
        <div className={styles.title}>
          <h1>
            {person.name}
            {mine.map((kind) => <StatusPill key={kind} tone="accent">{kindNames[kind].one}</StatusPill>)}
            {!person.isActive && <StatusPill>{words.inactive}</StatusPill>}
            {person.locked && <StatusPill tone="warn">{words.lockedPill(person.locked.reason)}</StatusPill>}
          </h1>
          <p>{[person.title, person.company, person.branch].filter(Boolean).join(' · ')}</p>
        </div>
        <div className={styles.actions}>
          {look.shape === 'words' && <OptedOut person={person} />}
          {mayText && (
            <Button size="md" variant={look.shape === 'words' ? 'default' : 'filled'} onClick={() => openTextPanel(person)}
              leftSection={look.shape === 'filled' ? <IconMessageFilled size={18} aria-hidden="true" /> : <IconMessage2 size={18} stroke={1.8} aria-hidden="true" />}>
              {words.textOne(firstNameOf(person.firstName || person.name))}
            </Button>
          )}
          <ActionsMenu person={person} />
        </div>
      </header>
    </>
  );
}
