import { NativeSelect, Text } from '@mantine/core';
import { call } from '../api/client';
import { useSession } from '../session/session';
import { useChange } from '../shared/form/useChange';
import { phoneWords } from '../shared/words/phone';
import { settingsWords as words } from './words';

/** The line a new conversation starts from; everybody chooses among their own. */
export function DefaultLine() {
  const { lines } = useSession();
  const change = useChange((id: string) => call('PUT /lines/{id}/default', { path: { id } }), { done: words.saved, again: [['session'], ['lines']] });
  if (lines.length === 0) return <Text c="dimmed">{words.noLine}</Text>;
  const current = lines.find((line) => line.isDefault)?.id ?? '';
  const data = lines.map(({ id, name, number }) => ({ value: id, label: `${name}, ${phoneWords(number)}` }));
  return (
    <NativeSelect maw={420} label={words.defaultLine} description={words.defaultLineLine} value={current} disabled={change.isPending}
      data={current === '' ? [{ value: '', label: words.noDefault, disabled: true }, ...data] : data} onChange={(event) => change.mutate(event.currentTarget.value)} />
  );
}
