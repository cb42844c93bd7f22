import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';

/** My hotlists and those that are shared. */
export const useHotlists = () =>
  useQuery({ queryKey: ['hotlists'], queryFn: ({ signal }) => call('GET /hotlists', { signal }), select: ({ items }) => items });

export const useHotlist = (id: string) =>
  useQuery({ queryKey: ['hotlists', id], queryFn: ({ signal }) => call('GET /hotlists/{id}', { path: { id }, signal }) });

/** The people on a list, page after page. */
export const useMembers = (id: string, q: string, sort: string) =>
  useInfiniteQuery({
    queryKey: ['hotlists', id, 'members', q, sort],
    queryFn: ({ pageParam, signal }) => call('GET /hotlists/{id}/members', { path: { id }, query: { q: q.trim() || undefined, sort, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
