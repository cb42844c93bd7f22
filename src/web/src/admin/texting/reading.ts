import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';

export const useTextingUsers = () => useQuery({ queryKey: ['texting', 'users'], queryFn: ({ signal }) => call('GET /texting/users', { signal }), select: ({ items }) => items });

export const useSeats = () => useQuery({ queryKey: ['texting', 'seats'], queryFn: ({ signal }) => call('GET /texting/seats', { signal }) });
