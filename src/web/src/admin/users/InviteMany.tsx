import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import type { InvitedRow } from '../../api/adminTypes';
import { wordsOfProblem } from '../../api/problem';
import { CopyField } from '../../shared/form/CopyField';
import { formWords } from '../../shared/form/words';
import { StatusPill } from '../../shared/StatusPill';
import { adminWords as words } from '../words';
import styles from './Users.module.css';

/** Invites a pasted list: looked at row by row first, then everybody without a fault with one press. */
export function InviteMany({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [pasted, setPasted] = useState('');
  const look = useMutation({ mutationFn: () => call('POST /users/many', { body: { pasted, preview: true } }) });
  const invite = useMutation({
    mutationFn: () => call('POST /users/many', { body: { pasted, preview: false } }),
    onSuccess: () => Promise.all([['users'], ['lines'], ['texting'], ['security-groups']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const rows = invite.data?.items ?? look.data?.items;
  const good = rows?.filter((row) => row.fault === null).length ?? 0;
  const links = invite.data?.items.filter((row) => row.link) ?? [];
  const problem = invite.error ?? look.error;
  return (
    <Modal opened onClose={onClose} title={words.inviteMany} size={760} closeOnClickOutside={pasted === ''} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack gap="md">
        {problem && <Text c="red" size="sm" role="alert">{wordsOfProblem(problem)}</Text>}
        {!invite.data && (
          <Textarea label={words.pasteLabel} description={words.pasteHint} data-autofocus autosize minRows={4} maxRows={10} value={pasted} placeholder={words.pasteExample}
            onChange={(event) => { setPasted(event.currentTarget.value); look.reset(); }} />
        )}
        {rows && <Table rows={rows} />}
        {links.length > 0 && <CopyField label={words.allLinks} value={links.map((row) => `${row.name}: ${row.link}`).join("\n")} block />}
        <Group justify="flex-end" gap="xs">
          {invite.data ? <Button onClick={onClose}>{formWords.done}</Button> : (
            <>
              <Button variant="default" onClick={onClose}>{formWords.cancel}</Button>
              {look.data && good > 0
                ? <Button loading={invite.isPending} onClick={() => invite.mutate()}>{words.inviteThese(good)}</Button>
                : <Button loading={look.isPending} disabled={pasted.trim() === ''} onClick={() => look.mutate()}>{words.check}</Button>}
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Table({ rows }: { rows: InvitedRow[] }) {
  return (
    <ul className={styles.many} aria-label={words.users}>
      {rows.map((row) => (
        <li key={row.number}>
          <span><b>{row.name || row.email}</b><span>{[row.email, row.group, row.branch, row.line].filter(Boolean).join(' · ')}</span></span>
          <StatusPill tone={row.fault ? 'warn' : 'good'}>{row.fault ?? (row.userId ? words.waits : words.ready)}</StatusPill>
        </li>
      ))}
    </ul>
  );
}
