import { Button, Group, Stack, TextInput, Textarea } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation, useParams, useSearchParams } from 'wouter';
import { call } from '../../api/client';
import type { GroupsAnswer, SecurityGroup } from './routes';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import styles from './Groups.module.css';
import { PermissionList } from './PermissionList';
import { useGroups } from './reading';
import { groupWords as words } from './words';

const back = { href: '/admin/groups', words: words.title };

/** One security group: what it allows and who is in it; a new one, or a copy, before it is saved. */
export default function GroupPage() {
  const { id = '' } = useParams<{ id: string }>();
  const [search] = useSearchParams();
  const groups = useGroups();
  return (
    <Reading of={groups}>
      {(all) => {
        const model = all.items.find((each) => each.id === search.get('copy'));
        const group = all.items.find((each) => each.id === id);
        if (id === 'new') return <Editor key={`new ${model?.id}`} all={all} group={null} from={model} />;
        return group ? <Editor key={group.id} all={all} group={group} from={group} /> : <AdminPage title={words.gone} back={back}>{null}</AdminPage>;
      }}
    </Reading>
  );
}

function Editor({ all, group, from }: { all: GroupsAnswer; group: SecurityGroup | null; from?: SecurityGroup }) {
  const [, go] = useLocation();
  const [name, setName] = useState(group ? group.name : from ? words.copyOf(from.name) : '');
  const [description, setDescription] = useState(from?.description ?? '');
  const [chosen, setChosen] = useState(new Set(from?.permissions ?? []));
  const body = { kind: 'permissions' as const, name: name.trim(), description, permissions: [...chosen] };
  const save = useChange(() => (group ? call('PUT /security-groups/{id}', { path: { id: group.id }, body }) : call('POST /security-groups', { body })),
    { done: words.saved, again: [['security-groups'], ['session']], onDone: (made) => { if (!group) go(`/admin/groups/${made.id}`, { replace: true }); } });
  const fixed = group?.ready === true;
  return (
    <AdminPage title={group?.name ?? words.newTitle} line={fixed ? words.readyLine : undefined} back={back} actions={group && <Actions group={group} />}>
      {!fixed && (
        <Section>
          <Stack maw={520}>
            <TextInput label={words.name} data-autofocus maxLength={60} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <Textarea label={words.description} autosize minRows={2} maxLength={300} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
          </Stack>
        </Section>
      )}
      <PermissionList permissions={all.permissions} chosen={chosen} onChange={fixed ? undefined : setChosen} />
      {!fixed && <Group justify="flex-end" className={styles.save}><Button loading={save.isPending} disabled={name.trim() === ''} onClick={() => save.mutate(undefined)}>{group ? words.save : words.create}</Button></Group>}
      {group && <Members group={group} />}
    </AdminPage>
  );
}

function Actions({ group }: { group: SecurityGroup }) {
  const [, go] = useLocation();
  const remove = useChange(() => call('DELETE /security-groups/{id}', { path: { id: group.id } }), { done: words.removed(group.name), again: [['security-groups']], onDone: () => go('/admin/groups') });
  return (
    <>
      {!group.ready && <Button variant="default" color="red" leftSection={<IconTrash size={18} aria-hidden="true" />} loading={remove.isPending} onClick={() => remove.mutate(undefined)}>{words.remove}</Button>}
      <Button variant="default" leftSection={<IconCopy size={18} aria-hidden="true" />} onClick={() => go(`/admin/groups/new?copy=${group.id}`)}>{words.copy}</Button>
    </>
  );
}

function Members({ group }: { group: SecurityGroup }) {
  return (
    <Section title={words.who} line={group.members.length === 0 ? words.whoNobody : undefined}>
      {group.members.length > 0 && (
        <ul className={styles.members}>
          {group.members.map((each) => <li key={each.userId + each.account?.id}>{each.name} {each.account && <span>{words.at(each.account.name)}</span>}</li>)}
        </ul>
      )}
    </Section>
  );
}
