import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';

/** Deliberate: handsets ask every second, as a phone shows what arrives without a page to hint at it. */
const every = 1_000;

export const usePhones = (q: string) =>
  useQuery({ queryKey: ['phones', 'list', q], queryFn: ({ signal }) => call('GET /phones', { query: { q }, signal }), refetchInterval: 2 * every, placeholderData: (before) => before });

export const usePhone = (number: string) =>
  useQuery({ queryKey: ['phones', number], queryFn: ({ signal }) => call('GET /phones/{number}', { path: { number }, signal }), refetchInterval: every });

export const useFaults = () => useQuery({ queryKey: ['phones', 'faults'], queryFn: ({ signal }) => call('GET /phones/faults', { signal }) });
