import { Button, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import type { LookUpSettings } from './routes';
import { lookUpWords as words } from './words';

/** Whether numbers are looked up before their first text, and how many a month at most. */
export function LookUpSection() {
  const settings = useQuery({ queryKey: ['organisation', 'number-look-up'], queryFn: ({ signal }) => call('GET /organisation/number-look-up', { signal }) });
  const line = settings.data && (settings.data.available ? words.sectionLine(settings.data.used, settings.data.monthLimit) : words.unavailable);
  return <Section title={words.section} line={line}><Reading of={settings} rows={3}>{(saved) => <Form saved={saved} />}</Reading></Section>;
}

function Form({ saved }: { saved: LookUpSettings }) {
  const [before, setBefore] = useState(saved.beforeFirstText);
  const [limit, setLimit] = useState<number | string>(saved.monthLimit);
  const [price, setPrice] = useState<number | string>(saved.price);
  const save = useChange(() => call('PUT /organisation/number-look-up', { body: { beforeFirstText: before, monthLimit: Number(limit), price: Number(price) } }), { done: words.saved, again: [['organisation']] });
  return (
    <Stack gap="md">
      <Switch label={words.before} description={words.beforeLine} checked={before} onChange={(event) => setBefore(event.currentTarget.checked)} />
      <Group align="flex-start">
        <NumberInput label={words.limit} description={words.limitHint} min={0} max={1_000_000} thousandSeparator="," value={limit} onChange={setLimit} />
        <NumberInput label={words.price} description={words.priceHint} min={0} max={10} decimalScale={4} value={price} onChange={setPrice} />
      </Group>
      <Text size="sm">{words.forecast(Number(limit) * Number(price))}</Text>
      <div><Button variant="default" loading={save.isPending} disabled={limit === '' || price === ''} onClick={() => save.mutate(undefined)}>{words.save}</Button></div>
    </Stack>
  );
}
