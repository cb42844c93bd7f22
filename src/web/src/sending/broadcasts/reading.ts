import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { AnswerKind, Broadcast, RecipientTab } from '../../api/broadcastTypes';
import { call } from '../../api/client';

// One that waits for a time still to come does not move.
const isMoving = (broadcast?: Broadcast) => broadcast !== undefined && ['starting', 'running'].includes(broadcast.state)
  && (broadcast.nextAt === null || new Date(broadcast.nextAt).getTime() < Date.now() + 60_000);

// Answers come for a day.
const isRecent = ({ state, finishedAt, nextAt }: Broadcast) => (state === 'running' && nextAt !== null) || (finishedAt !== null && Date.now() - new Date(finishedAt).getTime() < 86_400_000);

/** One broadcast, read again every second while it moves and now and then for its answers. */
export const useBroadcast = (id: string) =>
  useQuery({
    queryKey: ['broadcasts', id],
    queryFn: ({ signal }) => call('GET /broadcasts/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) => (isMoving(state.data) ? 1_000 : 10_000),
  });

export const useBroadcasts = () =>
  useInfiniteQuery({
    queryKey: ['broadcasts', 'list'],
    queryFn: ({ pageParam, signal }) => call('GET /broadcasts', { query: { cursor: pageParam, limit: 30 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isMoving)) ? 2_000 : state.data?.pages.some(({ items }) => items.some(isRecent)) ? 30_000 : false),
  });

/** Those that run or are paused, for the top bar. */
export const useRunning = (may: boolean) =>
  useQuery({
    queryKey: ['broadcasts', 'list', 'running'],
    queryFn: ({ signal }) => call('GET /broadcasts', { query: { running: true, limit: 10 }, signal }),
    enabled: may,
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? 2_000 : 20_000),
  });

export const useRecipients = (id: string, tab: RecipientTab, answer: AnswerKind | undefined, moving: boolean) =>
  useInfiniteQuery({
    queryKey: ['broadcasts', id, 'recipients', tab, answer],
    queryFn: ({ pageParam, signal }) => call('GET /broadcasts/{id}/recipients', { path: { id }, query: { tab, answer, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: moving ? 3_000 : 15_000,
  });
