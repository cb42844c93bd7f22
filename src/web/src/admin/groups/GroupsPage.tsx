import { Button } from '@mantine/core';
import { IconPlus, IconShieldLock, IconUsersGroup } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import type { GroupsAnswer, SecurityGroup } from './routes';
import { StatusPill } from '../../shared/StatusPill';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import styles from './Groups.module.css';
import { MessageGroups } from './MessageGroups';
import { useGroups } from './reading';
import { VisibilitySection } from './VisibilitySection';
import { groupWords as words } from './words';

/** The groups of the organisation: what they allow, who is in them, and who reads whose conversations. */
export default function GroupsPage() {
  const groups = useGroups();
  const [, go] = useLocation();
  return (
    <AdminPage title={words.title} line={words.line} actions={<Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => go('/admin/groups/new')}>{words.add}</Button>}>
      <Section title={words.permissions} flush>
        <Reading of={groups} rows={5}>{(all) => <List of={all} />}</Reading>
      </Section>
      <VisibilitySection />
      <Section title={words.messages} line={words.messagesLine}>
        <Reading of={groups} rows={2}>{(all) => <MessageGroups groups={all.items.filter((each) => each.kind === 'logged_messages')} />}</Reading>
      </Section>
    </AdminPage>
  );
}

function List({ of }: { of: GroupsAnswer }) {
  return (
    <ul className={styles.groups}>
      {of.items.filter((each) => each.kind === 'permissions').map((group) => <Row key={group.id} group={group} />)}
    </ul>
  );
}

function Row({ group }: { group: SecurityGroup }) {
  const Icon = group.ready ? IconShieldLock : IconUsersGroup;
  const people = new Set(group.members.map((each) => each.userId)).size;
  return (
    <li>
      <Icon size={20} stroke={1.6} aria-hidden="true" />
      <span className={styles.what}>
        <Link href={`/admin/groups/${group.id}`}>{group.name}</Link>
        <span>{group.description}</span>
      </span>
      {group.ready && <StatusPill>{words.ready}</StatusPill>}
      <span className={styles.counts}>{words.allows(group.permissions.length)} · {words.members(people)}</span>
    </li>
  );
}
