import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import type { Stage } from './routes';

/** Every list here is read page after page. */
function usePages<T>(key: unknown[], page: (cursor: string | undefined, signal: AbortSignal) => Promise<{ items: T[]; next: string | null }>) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (read) => read.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export interface ListFilters { q: string; open?: boolean }

export interface ApplicantFilters { q: string; stage?: Stage }

export const usePostings = ({ q, open }: ListFilters) =>
  usePages(['jobs', 'postings', q, open], (cursor, signal) => call('GET /postings', { query: { q, open, cursor, limit: 50 }, signal }));

export const usePosting = (id: string) => useQuery({ queryKey: ['jobs', 'posting', id], queryFn: ({ signal }) => call('GET /postings/{id}', { path: { id }, signal }) });

/** Who applied for one posting, or with null the whole pool. Below "people", so that a text written or an opt-out reads them again. */
export const useApplicants = (posting: string | null, { q, stage }: ApplicantFilters) =>
  usePages(['people', 'applicants', posting, q, stage], (cursor, signal) => (posting === null
    ? call('GET /candidate-pool', { query: { q, stage, cursor, limit: 100 }, signal })
    : call('GET /postings/{id}/applicants', { path: { id: posting }, query: { q, stage, cursor, limit: 100 }, signal })));

export const useOrders = ({ q, open }: ListFilters) =>
  usePages(['jobs', 'orders', q, open], (cursor, signal) => call('GET /orders', { query: { q, open, cursor, limit: 50 }, signal }));

export const useOrder = (id: string) => useQuery({ queryKey: ['jobs', 'order', id], queryFn: ({ signal }) => call('GET /orders/{id}', { path: { id }, signal }) });

export const useAssigned = (id: string) =>
  useQuery({ queryKey: ['people', 'assigned', id], queryFn: ({ signal }) => call('GET /orders/{id}/assignments', { path: { id }, signal }), select: ({ items }) => items });
