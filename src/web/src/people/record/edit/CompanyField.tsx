import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../../api/client';

/** A company by name: those that are known are offered, a new one is just typed. */
export function CompanyField({ label, value, onChange }: { label: string; value: string; onChange: (name: string) => void }) {
  const [q] = useDebouncedValue(value.trim(), 200);
  const known = useQuery({
    queryKey: ['companies', q],
    queryFn: ({ signal }) => call('GET /companies', { query: { q }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  return <Autocomplete label={label} value={value} onChange={onChange} data={[...new Set(known.data?.items.map((each) => each.name) ?? [])]} filter={({ options }) => options} limit={8} />;
}
