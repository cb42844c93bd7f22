import { Select } from '@mantine/core';

const common = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu'];

interface Props { label: string; value: string | null; empty?: string; onChange: (zone: string | null) => void }

/** A time zone; those of the United States first. */
export function ZoneField({ label, value, empty, onChange }: Props) {
  const all = [...new Set([...common, ...(value ? [value] : []), ...Intl.supportedValuesOf('timeZone')])];
  return <Select label={label} data={all} value={value} placeholder={empty} clearable={empty !== undefined} allowDeselect={false} searchable limit={50} onChange={onChange} />;
}
