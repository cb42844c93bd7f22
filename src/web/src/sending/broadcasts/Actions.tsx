import { Button, Menu, TextInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { address, call } from '../../api/client';
import type { Broadcast } from '../../api/broadcastTypes';
import { showProblem } from '../../conversations/changing';
import { FormDialog } from '../../shared/form/FormDialog';
import { broadcastWords as words } from '../pageWords';

/** What can be done with a broadcast, as far as it is. */
export function Actions({ broadcast: { id, state, counts } }: { broadcast: Broadcast }) {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [asking, setAsking] = useState<'pause' | 'tell' | null>(null);
  const [typed, setTyped] = useState('');
  const again = () => queries.invalidateQueries({ queryKey: ['broadcasts'] });
  const stop = (route: 'POST /broadcasts/{id}/resume' | 'POST /broadcasts/{id}/cancel') =>
    call(route, { path: { id } }).then(({ words: said }) => { notifications.show({ message: said }); return again(); }, showProblem);
  const retry = () => call('POST /broadcasts/{id}/retry', { path: { id } }).then(({ id: next }) => { void again(); go(`/sending/broadcasts/${next}`); }, showProblem);
  const missed = (send: boolean) => call('POST /broadcasts/{id}/missed', { path: { id }, body: { send } }).then(again, showProblem);
  const live = state === 'running' || state === 'starting';
  return (
    <>
      {counts.missed > 0 && <><span>{words.missed(counts.missed)}</span><Button onClick={() => void missed(true)}>{words.sendNow}</Button><Button variant="default" onClick={() => void missed(false)}>{words.skip}</Button></>}
      {live && <Button variant="default" onClick={() => setAsking('pause')}>{words.pause}</Button>}
      {state === 'paused' && <Button onClick={() => void stop('POST /broadcasts/{id}/resume')}>{words.resume}</Button>}
      {(live || state === 'paused') && <Button variant="default" onClick={() => void stop('POST /broadcasts/{id}/cancel')}>{words.cancel}</Button>}
      <Menu position="bottom-end" width={300}>
        <Menu.Target><Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden="true" />}>{words.actions}</Button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={counts.notDelivered === 0} onClick={() => void retry()}>{counts.notDelivered === 0 ? words.retry : words.retryLine(counts.notDelivered)}</Menu.Item>
          <Menu.Item disabled={counts.sent === 0} onClick={() => setAsking('tell')}>{words.tell}</Menu.Item>
          <Menu.Item component="a" href={address('/broadcasts/{id}/recipients.csv', { id })} download>{words.download}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'pause' && (
        <FormDialog title={words.pause} action={words.pause} again={[['broadcasts']]} onClose={() => setAsking(null)} onSubmit={() => call('POST /broadcasts/{id}/pause', { path: { id }, body: { reason: typed || null } })}>
          <TextInput label={words.pauseWhy} value={typed} data-autofocus onChange={(event) => setTyped(event.currentTarget.value)} />
        </FormDialog>
      )}
      {asking === 'tell' && (
        <FormDialog title={words.tell} line={words.tellLine} action={words.tell} disabled={typed.trim() === ''} again={[['broadcasts']]} onClose={() => setAsking(null)}
          onSubmit={async () => { const next = await call('POST /broadcasts/{id}/stop-and-tell', { path: { id }, body: { body: typed, windowKey: crypto.randomUUID() } }); go(`/sending/broadcasts/${next.id}`); }}>
          <Textarea label={words.tellText} autosize minRows={3} value={typed} data-autofocus onChange={(event) => setTyped(event.currentTarget.value)} />
        </FormDialog>
      )}
    </>
  );
}
