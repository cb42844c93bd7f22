import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../../api/client';
import { usePerson } from '../../../conversations/reading';

/** Every text with a person, newest first, read only once it is wanted. */
export const useHistory = (id: string, wanted: boolean) =>
  useInfiniteQuery({
    queryKey: ['people', 'record', id, 'history'],
    queryFn: ({ pageParam, signal }) => call('GET /people/{id}/history', { path: { id }, query: { cursor: pageParam, limit: 30 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: wanted,
  });

/** What happened with a person, newest first. */
export const useJournal = (id: string) =>
  useInfiniteQuery({
    queryKey: ['people', 'record', id, 'journal'],
    queryFn: ({ pageParam, signal }) => call('GET /people/{id}/journal', { path: { id }, query: { cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** How many texts there are with a person on any line. */
export const useHistoryCount = (id: string) => usePerson(id).data?.texts;
