import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import type { Account } from '../../api/adminTypes';
import { call } from '../../api/client';
import { useLines } from '../../lines/reading';
import { useMay } from '../../session/session';
import { StatusPill } from '../../shared/StatusPill';
import { useChange } from '../../shared/form/useChange';
import { Facts } from '../../shared/page/Facts';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import { useAccounts, useUsers } from '../reading';
import { PausePart } from '../sending/PausePart';
import { adminWords } from '../words';
import { ZoneField } from '../ZoneField';
import { pathsOf } from './tree';
import { accountWords as words } from './words';

/** One account: where it stands in the tree, what it has of its own and what it takes from above. */
export default function AccountPage() {
  const { id = '' } = useParams<{ id: string }>();
  const accounts = useAccounts();
  return (
    <Reading of={accounts}>
      {(all) => {
        const account = all.find((each) => each.id === id);
        return account ? <Shown key={account.id} account={account} all={all} /> : <AdminPage title={words.gone} back={{ href: '/admin/accounts', words: words.all }}>{null}</AdminPage>;
      }}
    </Reading>
  );
}

function Shown({ account, all }: { account: Account; all: Account[] }) {
  const path = pathsOf(all).find((each) => each.id === account.id)?.path ?? [];
  const above = ancestorsOf(account, all);
  return (
    <AdminPage title={account.name} line={words.here(path)} back={{ href: '/admin/accounts', words: words.all }} actions={<Remove account={account} />}>
      <Section title={words.settings}><Settings account={account} above={above} /></Section>
      {above.length > 0 && <Pausing account={account} above={above} />}
      <Integrations account={account} top={above[0] ?? account} />
      <Belonging account={account} />
    </AdminPage>
  );
}

/** From the top down, without the account itself. */
function ancestorsOf(account: Account, all: Account[]): Account[] {
  const parent = all.find((each) => each.id === account.parentId);
  return parent ? [...ancestorsOf(parent, all), parent] : [];
}

function Settings({ account, above }: { account: Account; above: Account[] }) {
  const [name, setName] = useState(account.name);
  const [zone, setZone] = useState<string | null>(account.timeZone);
  const isTop = above.length === 0;
  const offAbove = above.find((each) => each.textingOff);
  const inherited = above.findLast((each) => each.timeZone)?.timeZone ?? null;
  const again = [['accounts'], ['session'], ['organisation']];
  const save = useChange(() => call('PATCH /accounts/{id}', { path: { id: account.id }, body: { name: name.trim(), ...(isTop ? {} : { timeZone: zone ?? '' }) } }), { done: words.saved, again });
  const turn = useChange((off: boolean) => call('PATCH /accounts/{id}', { path: { id: account.id }, body: { texting: off ? 'off' : 'as_above' } }), { done: words.textingSaved, again });
  return (
    <Stack maw={480}>
      <TextInput label={words.name} maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {isTop ? <Text size="sm" c="dimmed">{words.zoneOfTop} <Link href="/admin/organisation">{words.organisation}</Link></Text>
        : <ZoneField label={words.zone} empty={words.zoneAsAbove(inherited)} value={zone} onChange={setZone} />}
      <Group justify="flex-end"><Button loading={save.isPending} disabled={name.trim() === ''} onClick={() => save.mutate(undefined)}>{words.save}</Button></Group>
      <Switch label={words.texting} description={offAbove ? words.offAbove(offAbove.name) : words.textingLine} checked={!account.textingOff && !offAbove} disabled={offAbove !== undefined || turn.isPending}
        onChange={(event) => turn.mutate(!event.currentTarget.checked)} />
    </Stack>
  );
}

/** Texts of this account and below, held or going. */
function Pausing({ account, above }: { account: Account; above: Account[] }) {
  const held = account.paused ?? above.find((each) => each.paused)?.paused;
  return (
    <Section title={words.pausing} line={held ? adminWords.partPaused(held.by, held.reason) : words.notPaused}
      action={(account.paused || !held) && <PausePart part="accounts" id={account.id} name={account.name} paused={account.paused ?? null} />} />
  );
}

function Integrations({ account, top }: { account: Account; top: Account }) {
  const may = useMay('manage_integration');
  const connections = useQuery({ queryKey: ['connections'], enabled: may, queryFn: ({ signal }) => call('GET /connections', { signal }), select: ({ items }) => items });
  const isTop = account.id === top.id;
  return (
    <Section title={words.integrations} line={isTop ? words.integrationsTop : `${words.integrationsBelow(top.name)}${may ? '' : ` ${words.askTop(top.name)}`}`}
      action={isTop ? may && <Button component={Link} href="/admin/providers" variant="default">{words.providers}</Button> : <Button component={Link} href={`/admin/accounts/${top.id}`} variant="default">{words.goTo(top.name)}</Button>}>
      {connections.data?.length === 0 && <Text size="sm" c="dimmed">{words.notConnected}</Text>}
      {connections.data && connections.data.length > 0 && (
        <Facts of={connections.data.map((each) => [each.label, <span key={each.id}><StatusPill tone={each.state.ok ? 'good' : 'warn'}>{each.state.ok ? words.connected : words.notWorking}</StatusPill> {each.name}{!isTop && `, ${words.inherited(top.name)}`}</span>])} />
      )}
    </Section>
  );
}

function Belonging({ account }: { account: Account }) {
  const lines = (useLines().data ?? []).filter((line) => line.account?.id === account.id);
  const users = (useUsers().data ?? []).filter((user) => user.groups.some((each) => each.account.id === account.id));
  return (
    <Section title={words.belongs}>
      <Facts of={[[words.numbers, lines.map((line) => line.name).join(', ') || words.none], [words.users, users.map((user) => user.name).join(', ') || words.none]]} />
    </Section>
  );
}

function Remove({ account }: { account: Account }) {
  const [, go] = useLocation();
  const remove = useChange(() => call('DELETE /accounts/{id}', { path: { id: account.id } }), { done: words.removed(account.name), again: [['accounts']], onDone: () => go('/admin/accounts') });
  if (account.parentId === null) return null;
  return <Button variant="default" color="red" leftSection={<IconTrash size={18} aria-hidden="true" />} loading={remove.isPending} onClick={() => remove.mutate(undefined)}>{words.remove}</Button>;
}
