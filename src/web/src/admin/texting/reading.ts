import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useMay } from '../../session/session';

export const useTextingUsers = () => useQuery({ queryKey: ['texting', 'users'], queryFn: ({ signal }) => call('GET /texting/users', { signal }), select: ({ items }) => items });

export const useSeats = () => useQuery({ queryKey: ['texting', 'seats'], queryFn: ({ signal }) => call('GET /texting/seats', { signal }) });

/** Text providers that sell numbers; asked for only by who may get one. */
export function useSellers() {
  const may = useMay('manage_integration');
  return useQuery({ queryKey: ['texting', 'sellers'], enabled: may, queryFn: ({ signal }) => call('GET /texting/numbers/sellers', { signal }), select: ({ items }) => items });
}
