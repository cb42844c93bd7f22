import { Alert, Button, Group, Modal, Radio, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { isAreaCode } from '../../lines/areaCode';
import { formWords } from '../../shared/form/words';
import { phoneWords } from '../../shared/words/phone';
import { useUsers } from '../reading';
import { textingWords as words } from './words';

interface Props { sellers: { connectionId: string; name: string }[]; onClose: () => void }

/** A number from a text provider that sells them: any, or one of an area code chosen from a list. */
export function GetNumber({ sellers, onClose }: Props) {
  const queries = useQueryClient();
  const users = useUsers().data ?? [];
  const [way, setWay] = useState<'any' | 'choose'>('any');
  const [connectionId, setConnection] = useState(sellers[0]!.connectionId);
  const [userId, setUser] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState<number | null>(null);
  const [number, setNumber] = useState<string | null>(null);
  const offered = useQuery({
    queryKey: ['numbers-for-sale', connectionId, asked], enabled: way === 'choose' && asked !== null, staleTime: 0,
    queryFn: ({ signal }) => call('GET /texting/numbers/for-sale', { query: { connectionId, areaCode: asked! }, signal }), select: ({ items }) => items,
  });
  const save = useMutation({
    mutationFn: () => call('POST /texting/numbers', { body: { connectionId, userId, number: way === 'choose' ? number : null } }),
    onSuccess: () => Promise.all([['texting'], ['lines'], ['users'], ['session'], ['set-up']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const generate = () => { setNumber(null); save.reset(); setAsked(Number(code)); void queries.invalidateQueries({ queryKey: ['numbers-for-sale'] }); };
  const submit = (event: FormEvent) => { event.preventDefault(); if (way === 'any' || number) save.mutate(); };
  if (save.isSuccess) return (
    <Modal opened onClose={onClose} title={phoneWords(save.data.number)} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack><Text role="status">{words.got(phoneWords(save.data.number))} {save.data.words}</Text><Group justify="flex-end"><Button onClick={onClose}>{formWords.done}</Button></Group></Stack>
    </Modal>
  );
  return (
    <Modal opened onClose={onClose} title={words.getTitle} closeButtonProps={{ 'aria-label': formWords.close }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {save.isError && <Alert color="red" role="alert">{wordsOfProblem(save.error)}</Alert>}
          {sellers.length > 1 && <Select label={words.provider} allowDeselect={false} value={connectionId} onChange={(id) => { setConnection(id!); setAsked(null); setNumber(null); }} data={sellers.map((each) => ({ value: each.connectionId, label: each.name }))} />}
          <SegmentedControl fullWidth aria-label={words.getTitle} value={way} onChange={(value) => setWay(value as 'any' | 'choose')} data={[{ value: 'any', label: words.auto }, { value: 'choose', label: words.choose }]} />
          {way === 'any' ? <Text c="dimmed" size="sm">{words.autoLine}</Text> : (
            <>
              <Group align="end" gap="xs">
                <TextInput label={words.areaCode} inputMode="numeric" maxLength={3} w={120} value={code} onChange={(event) => setCode(event.currentTarget.value.trim())} />
                <Button variant="default" disabled={!isAreaCode(code)} loading={offered.isFetching} onClick={generate}>{words.generate}</Button>
              </Group>
              {offered.isError && <Alert color="red" role="alert">{wordsOfProblem(offered.error)}</Alert>}
              {offered.data?.length === 0 && <Text role="status">{words.noneLeft(asked!)}</Text>}
              {offered.data && offered.data.length > 0 && (
                <Radio.Group label={words.pick} value={number} onChange={setNumber}>
                  <Stack gap={8} mt={6}>{offered.data.map((each) => (
                    <Radio key={each.number} value={each.number} label={phoneWords(each.number)} description={[each.place, each.price].filter(Boolean).join(' · ') || undefined} />
                  ))}</Stack>
                </Radio.Group>
              )}
            </>
          )}
          <Select label={words.forUser} description={words.forUserHint} placeholder={words.forUserNone} searchable clearable value={userId} onChange={setUser} data={users.filter((user) => user.isActive !== false).map((user) => ({ value: user.id, label: user.name }))} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{formWords.cancel}</Button>
            {(way === 'any' || number !== null) && <Button type="submit" loading={save.isPending}>{words.save}</Button>}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
