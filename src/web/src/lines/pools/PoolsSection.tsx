import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Line } from '../../api/adminTypes';
import { StatusPill } from '../../shared/StatusPill';
import { FormDialog } from '../../shared/form/FormDialog';
import { readAll } from '../../shared/form/readAll';
import { Reading } from '../../shared/page/Reading';
import { Rows } from '../../shared/page/Rows';
import { Section } from '../../shared/page/Section';
import styles from '../Lines.module.css';
import type { Pool } from '../routes';
import { EditPool } from './EditPool';
import { poolWords as words } from './words';

type Dialog = { of: 'edit'; pool: Pool | null } | { of: 'remove'; pool: Pool } | null;

/** Pools of lines with their state. */
export function PoolsSection({ lines }: { lines: Line[] }) {
  const pools = useQuery({ queryKey: ['pools'], queryFn: () => readAll(() => call('GET /pools')), refetchInterval: 30_000 });
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const add = lines.length > 1 && <Button size="compact-sm" variant="default" onClick={() => setDialog({ of: 'edit', pool: null })}>{words.add}</Button>;
  return (
    <Section title={words.pools} line={words.line} action={add} flush={!!pools.data?.length}>
      <Reading of={pools} rows={2}>{(all) => (all.length === 0 ? <p className={styles.none}>{words.none}</p> : <Table pools={all} open={setDialog} />)}</Reading>
      {dialog?.of === 'edit' && <EditPool pool={dialog.pool} lines={lines} onClose={close} />}
      {dialog?.of === 'remove' && (
        <FormDialog title={words.removeTitle(dialog.pool.name)} line={words.removeLine} action={words.remove} danger again={[['pools'], ['lines'], ['session']]} onClose={close}
          onSubmit={() => call('DELETE /pools/{id}', { path: { id: dialog.pool.id } })} />
      )}
    </Section>
  );
}

function Table({ pools, open }: { pools: Pool[]; open: (dialog: Dialog) => void }) {
  return (
    <Rows label={words.pools} rows={pools} keyOf={(pool) => pool.id} columns={[
      { key: 'name', head: words.name, cell: (pool) => <span className={styles.line}><b>{pool.name}</b><span>{pool.lines.map((line) => line.name).join(', ')}</span></span> },
      { key: 'state', head: '', width: '40%', cell: ({ state }) => <span className={styles.state}><StatusPill tone={state.ok ? 'good' : 'warn'}>{state.ok ? words.working : words.needsYou}</StatusPill><span>{state.words}</span></span> },
      {
        key: 'do', head: '', end: true, cell: (pool) => (
          <>
            <Button size="compact-sm" variant="default" mr={6} onClick={() => open({ of: 'edit', pool })} aria-label={`${words.edit}: ${pool.name}`}>{words.edit}</Button>
            <Button size="compact-sm" variant="default" onClick={() => open({ of: 'remove', pool })} aria-label={`${words.remove}: ${pool.name}`}>{words.remove}</Button>
          </>
        ),
      },
    ]} />
  );
}
