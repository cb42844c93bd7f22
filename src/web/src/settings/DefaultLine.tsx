import { NativeSelect, Text } from '@mantine/core';
import { call } from '../api/client';
import { useLines } from '../lines/reading';
import { useMay, useSession } from '../session/session';
import { useChange } from '../shared/form/useChange';
import { phoneWords } from '../shared/words/phone';
import { settingsWords as words } from './words';

/** The line a new conversation starts from; changed here by those who may administer lines. */
export function DefaultLine() {
  const { lines } = useSession();
  const may = useMay('administer');
  const mine = lines.find((line) => line.isDefault);
  if (lines.length === 0) return <Text c="dimmed">{words.noLine}</Text>;
  if (may) return <Choice current={mine?.id ?? ''} />;
  return (
    <>
      <Text>{words.defaultLine}: <b>{mine ? `${mine.name}, ${phoneWords(mine.number)}` : words.noDefault}</b></Text>
      <Text c="dimmed" size="sm">{words.onlyAdministrator}</Text>
    </>
  );
}

function Choice({ current }: { current: string }) {
  const { lines, user } = useSession();
  const all = useLines().data;
  const change = useChange(async (lineId: string) => {
    const line = all?.find((each) => each.id === lineId);
    if (!line) return;
    const others = line.users.filter((each) => each.isDefault && each.id !== user.id).map((each) => each.id);
    await call('PUT /lines/{id}/users', { path: { id: lineId }, body: { userIds: line.users.map((each) => each.id), defaultFor: [...others, user.id] } });
  }, { done: words.saved, again: [['session'], ['lines']] });
  const data = lines.map(({ id, name, number }) => ({ value: id, label: `${name}, ${phoneWords(number)}` }));
  return (
    <NativeSelect maw={420} label={words.defaultLine} description={words.defaultLineLine} value={current} disabled={!all || change.isPending}
      data={current === '' ? [{ value: '', label: words.noDefault }, ...data] : data} onChange={(event) => change.mutate(event.currentTarget.value)} />
  );
}
