import { Button, Menu } from '@mantine/core';
import { IconChevronLeft, IconDots, IconLock, IconLockOpen, IconMessage2, IconMessageFilled, IconMessageOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Person } from '../../api/types';
import { firstNameOf, useMay } from '../../session/session';
import { Avatar } from '../../shared/Avatar';
import { IconButton } from '../../shared/IconButton';
import { StatusPill } from '../../shared/StatusPill';
import { kindsOf, pathOfKind } from '../kinds';
import { openTextPanel } from '../texting/panel';
import { lookOf } from '../texting/textIcon';
import { OptedOut } from '../texting/TextIcon';
import { kindNames, peopleWords as words } from '../words';
import { LockDialog } from './LockDialog';
import { OptOutDialog } from './OptOutDialog';
import styles from './RecordPage.module.css';

type Dialog = 'lock' | 'optOut' | null;

/** Who this is, and what can be done: text, lock, record an opt-out. */
export function RecordHead({ person }: { person: Person }) {
  const [dialog, setDialog] = useState<Dialog>(null);
  const mine = kindsOf(person), home = mine[0] ?? 'candidate';
  const mayText = useMay('text'), mayEdit = useMay('edit_people');
  const look = lookOf(person.textState);
  useEffect(() => { document.title = `${person.name} · Rosterline`; return () => { document.title = 'Rosterline'; }; }, [person.name]);
  const close = () => setDialog(null);
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
          {mayEdit && (
            <Menu position="bottom-end" width={220}>
              <Menu.Target><IconButton label={words.more} variant="default" size={42}><IconDots size={20} aria-hidden="true" /></IconButton></Menu.Target>
              <Menu.Dropdown>
                {person.textState.state !== 'opted_out' && <Menu.Item leftSection={<IconMessageOff size={17} stroke={1.7} />} onClick={() => setDialog('optOut')}>{words.recordOptOut}</Menu.Item>}
                {person.locked
                  ? <Menu.Item leftSection={<IconLockOpen size={17} stroke={1.7} />} onClick={() => setDialog('lock')}>{words.unlock}</Menu.Item>
                  : <Menu.Item leftSection={<IconLock size={17} stroke={1.7} />} onClick={() => setDialog('lock')}>{words.lock}</Menu.Item>}
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </header>
      {dialog === 'lock' && <LockDialog person={person} onClose={close} />}
      {dialog === 'optOut' && <OptOutDialog person={person} onClose={close} />}
    </>
  );
}
