import { Button, Menu } from '@mantine/core';
import { IconDots, IconHelpCircle, IconId, IconKeyOff, IconLink, IconTransfer, IconUserMinus, IconUserPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import type { AgencyUser } from '../../api/adminTypes';
import { useMay, useSession } from '../../session/session';
import { Avatar } from '../../shared/Avatar';
import { IconButton } from '../../shared/IconButton';
import { StatusPill } from '../../shared/StatusPill';
import { Reading } from '../../shared/page/Reading';
import { Rows } from '../../shared/page/Rows';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import { useUsers } from '../reading';
import { adminWords as words } from '../words';
import { HandOver } from './HandOver';
import { InviteMany } from './InviteMany';
import { InviteUser } from './InviteUser';
import { NewLink } from './NewLink';
import { RemoveUser } from './RemoveUser';
import { ResetSecondStep } from './ResetSecondStep';
import { UserCredentials } from './UserCredentials';
import { UserGroups } from './UserGroups';
import { UserRights } from './UserRights';
import styles from './Users.module.css';

type Dialog = { of: 'invite' | 'many' } | { of: 'groups' | 'rights' | 'handOver' | 'credentials' | 'link' | 'reset' | 'remove'; user: AgencyUser } | null;

/** Everybody who signs in to this organisation. */
export default function UsersPage() {
  const users = useUsers();
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  return (
    <AdminPage title={words.users} line={words.usersLine} actions={(
      <>
        <Button variant="default" onClick={() => setDialog({ of: 'many' })}>{words.inviteMany}</Button>
        <Button leftSection={<IconUserPlus size={18} aria-hidden="true" />} onClick={() => setDialog({ of: 'invite' })}>{words.invite}</Button>
      </>
    )}>
      <Section title={users.data?.length === 1 ? words.onlyYou : undefined} flush>
        <Reading of={users}>{(all) => <Table users={all} open={setDialog} />}</Reading>
      </Section>
      {dialog?.of === 'invite' && <InviteUser onClose={close} />}
      {dialog?.of === 'many' && <InviteMany onClose={close} />}
      {dialog?.of === 'groups' && <UserGroups user={dialog.user} onClose={close} />}
      {dialog?.of === 'rights' && <UserRights user={dialog.user} onClose={close} />}
      {dialog?.of === 'credentials' && <UserCredentials user={dialog.user} onClose={close} />}
      {dialog?.of === 'link' && <NewLink user={dialog.user} onClose={close} />}
      {dialog?.of === 'reset' && <ResetSecondStep user={dialog.user} onClose={close} />}
      {dialog?.of === 'handOver' && <HandOver user={dialog.user} onClose={close} />}
      {dialog?.of === 'remove' && <RemoveUser user={dialog.user} onClose={close} />}
    </AdminPage>
  );
}

function Table({ users, open }: { users: AgencyUser[]; open: (dialog: Dialog) => void }) {
  const me = useSession().user.id;
  return (
    <Rows label={words.users} rows={users} keyOf={(user) => user.id} columns={[
      { key: 'name', head: words.name, width: '38%', cell: (user) => <Who user={user} mine={user.id === me} /> },
      { key: 'group', head: words.group, cell: (user) => words.groupsIn(user.groups.map((each) => each.groupName)) },
      { key: 'branch', named: true, head: words.branch, cell: (user) => user.account?.name },
      { key: 'lines', named: true, head: words.lines, cell: (user) => user.lines?.map((line) => line.name).join(', ') || words.noLines },
      { key: 'do', head: '', end: true, width: '60px', cell: (user) => <Actions user={user} mine={user.id === me} open={open} /> },
    ]} />
  );
}

function Who({ user, mine }: { user: AgencyUser; mine: boolean }) {
  return (
    <span className={styles.who}>
      <Avatar name={user.name} of={user.id} size={34} />
      <span>
        <b>{user.name} {mine && <StatusPill tone="accent">{words.you}</StatusPill>}{user.hasPassword === false && !mine && <StatusPill tone="warn">{words.waits}</StatusPill>}{user.isActive === false && <StatusPill>{words.inactive}</StatusPill>}</b>
        <span>{user.email}</span>
      </span>
    </span>
  );
}

function Actions({ user, mine, open }: { user: AgencyUser; mine: boolean; open: (dialog: Dialog) => void }) {
  const mayAdminister = useMay('administer');
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target><IconButton label={words.more(user.name)} className={styles.more}><IconDots size={19} aria-hidden="true" /></IconButton></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUsersGroup size={17} stroke={1.7} />} onClick={() => open({ of: 'groups', user })}>{words.changeGroups}</Menu.Item>
        <Menu.Item leftSection={<IconHelpCircle size={17} stroke={1.7} />} onClick={() => open({ of: 'rights', user })}>{words.rights}</Menu.Item>
        {!mine && mayAdminister && <Menu.Item leftSection={<IconId size={17} stroke={1.7} />} onClick={() => open({ of: 'credentials', user })}>{words.credentials}</Menu.Item>}
        {!mine && <Menu.Item leftSection={<IconLink size={17} stroke={1.7} />} onClick={() => open({ of: 'link', user })}>{words.newLink}</Menu.Item>}
        {!mine && <Menu.Item leftSection={<IconKeyOff size={17} stroke={1.7} />} onClick={() => open({ of: 'reset', user })}>{words.resetStep}</Menu.Item>}
        {!mine && <Menu.Item leftSection={<IconTransfer size={17} stroke={1.7} />} onClick={() => open({ of: 'handOver', user })}>{words.handOver}</Menu.Item>}
        {!mine && <Menu.Item color="red" leftSection={<IconUserMinus size={17} stroke={1.7} />} onClick={() => open({ of: 'remove', user })}>{words.remove}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
