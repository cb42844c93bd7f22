import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';

interface Facts { personId?: string; isFirstText?: boolean; isBroadcast?: boolean }

/** What the server finds about a text while it is being written; asked once the writer rests for a moment. */
export function useCheck(body: string, facts: Facts = {}) {
  const [rested] = useDebouncedValue(body, 400);
  const checked = useQuery({
    queryKey: ['texts', 'check', rested, facts],
    queryFn: ({ signal }) => call('POST /texts/check', { body: { body: rested, ...facts }, signal }),
    enabled: rested.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return body.trim() === '' ? undefined : checked.data;
}
