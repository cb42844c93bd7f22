import { Button, Group } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { scopes as every, type ApiKey } from '../../api/adminTypes';
import { useSession } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { Time } from '../../shared/words/Time';
import { CopyField } from '../../shared/form/CopyField';
import { Reading } from '../../shared/page/Reading';
import { Rows } from '../../shared/page/Rows';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import { useKeys } from '../reading';
import { adminWords as words } from '../words';
import { CreateKey } from './CreateKey';
import { curlOf } from './curl';
import { RevokeKey } from './RevokeKey';
import { RotateKey } from './RotateKey';
import { keyWords } from './words';

/** Keys for programs, and the first thing to do with one. */
export default function KeysPage() {
  const keys = useKeys();
  const { lines } = useSession();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const line = lines.find((each) => each.isDefault) ?? lines[0];
  const create = <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setCreating(true)}>{words.createKey}</Button>;
  return (
    <AdminPage title={words.keys} line={words.keysLine} actions={keys.data?.length ? create : undefined}>
      {fresh && <Section title={words.keyMade} line={words.keyMadeLine}><CopyField label={words.key} value={fresh} /></Section>}
      <Section flush>
        <Reading of={keys}>
          {(all) => (all.length === 0
            ? <EmptyState icon={<IconKey size={26} stroke={1.6} />} title={words.noKeys} line={words.noKeysLine}>{create}</EmptyState>
            : <Table keys={all} onRevoke={setRevoking} onRotate={setRotating} />)}
        </Reading>
      </Section>
      <Section title={words.curl} line={words.curlLine(fresh !== null)}>
        <CopyField block label={words.curl} value={curlOf({ origin: location.origin, key: fresh ?? words.keyPlace, line: line?.number, body: words.curlBody })} />
      </Section>
      <Section title={words.reference} line={words.referenceLine}><a href="/openapi/v1.json">{location.origin}/openapi/v1.json</a></Section>
      {creating && <CreateKey onMade={setFresh} onClose={() => setCreating(false)} />}
      {rotating && <RotateKey apiKey={rotating} onMade={setFresh} onClose={() => setRotating(null)} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => { setRevoking(null); setFresh(null); }} />}
    </AdminPage>
  );
}

function Table({ keys, onRevoke, onRotate }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void; onRotate: (key: ApiKey) => void }) {
  return (
    <Rows label={words.keys} rows={keys} keyOf={(key) => key.id} columns={[
      { key: 'name', head: words.name, cell: (key) => <b style={{ fontWeight: 550 }}>{key.name}</b> },
      { key: 'prefix', head: words.key, cell: (key) => <code>{key.prefix}…</code> },
      { key: 'acts', named: true, head: words.actsAs, cell: (key) => key.actsAs },
      { key: 'may', named: true, head: keyWords.may, cell: (key) => (key.scopes.length === every.length ? keyWords.every : key.scopes.join(', ')) },
      { key: 'where', named: true, head: keyWords.reaches, cell: (key) => (key.narrowed ? key.account : keyWords.wherever) },
      { key: 'used', named: true, head: words.lastUsed, cell: (key) => (key.lastUsedAt ? <Time at={key.lastUsedAt} /> : words.never) },
      { key: 'ends', named: true, head: keyWords.expires, cell: (key) => (key.expiresAt ? <Time at={key.expiresAt} /> : keyWords.open) },
      { key: 'do', head: '', end: true, cell: (key) => (
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {key.replacedBy === null ? <Button size="compact-sm" variant="default" onClick={() => onRotate(key)} aria-label={`${keyWords.rotate}: ${key.name}`}>{keyWords.rotate}</Button> : keyWords.replaced}
          <Button size="compact-sm" variant="default" onClick={() => onRevoke(key)} aria-label={`${words.revoke}: ${key.name}`}>{words.revoke}</Button>
        </Group>
      ) },
    ]} />
  );
}
