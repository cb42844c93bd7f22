import { Group, Radio, Textarea } from '@mantine/core';
import type { TakenBy } from '../../api/peopleTypes';
import { peopleWords as words } from '../words';

interface Said { how: TakenBy; words: string }

/** By which way somebody opted out, and in which words. */
export function HowTheySaid({ value, onChange }: { value: Said; onChange: (said: Said) => void }) {
  return (
    <>
      <Radio.Group label={words.how} value={value.how} onChange={(how) => onChange({ ...value, how: how as TakenBy })}>
        <Group gap="lg" mt={6}><Radio value="phone" label={words.byPhone} /><Radio value="email" label={words.byEmail} /></Group>
      </Radio.Group>
      <Textarea label={words.said} description={words.saidHint} autosize minRows={2} maxLength={500} value={value.words} onChange={(event) => onChange({ ...value, words: event.currentTarget.value })} />
    </>
  );
}
