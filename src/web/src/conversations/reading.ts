import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import type { Kind } from '../api/peopleTypes';
import type { Attention, ConversationDetail, OpenedConversation, Whose } from '../api/types';

/** How many conversations need a reply and how many are unread, over all the viewer may see. */
export const useCounts = () =>
  useQuery({ queryKey: ['conversations', 'counts'], queryFn: ({ signal }) => call('GET /conversations/counts', { signal }) }).data;

/** One folder of the inbox, page after page. */
export const useFolder = (view: Whose, state: Attention | 'all', kind?: Kind) =>
  useInfiniteQuery({
    queryKey: ['conversations', 'folder', view, state, kind],
    queryFn: ({ pageParam, signal }) => call('GET /conversations', { query: { view, state, kind, cursor: pageParam, limit: 40 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** One conversation with its composer state, consent and people. */
export const useConversation = (id: string | undefined) =>
  useQuery({
    queryKey: ['conversation', id, 'detail'],
    queryFn: ({ signal }) => call('GET /conversations/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
    select: detailOf,
  });

const detailOf = ({ conversation, ...rest }: OpenedConversation): ConversationDetail => ({ ...conversation, ...rest });

/** Finds or begins the conversation with a person or number; the answer is its id. */
export const startConversation = (whom: { personId?: string; number?: string; lineId?: string }) =>
  call('POST /conversations', { body: whom }).then(({ conversation }) => conversation.id);

/** The newest messages of a conversation, older ones page by page. */
export const useThread = (id: string) =>
  useInfiniteQuery({
    queryKey: ['conversation', id, 'messages'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /conversations/{id}/messages', { path: { id }, query: { before: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.more ? page.items.find((message) => message.seq !== null)?.seq ?? undefined : undefined),
    select: ({ pages }) => ({ messages: pages.toReversed().flatMap((page) => page.items), more: pages.at(-1)?.more ?? false }),
  });

/** What happened between the texts of a conversation, oldest first. */
export const useEvents = (id: string) =>
  useQuery({
    queryKey: ['conversation', id, 'events'],
    queryFn: ({ signal }) => call('GET /conversations/{id}/events', { path: { id }, signal }),
    select: ({ items }) => items,
  }).data;

/** Everything that waits for a decision of the viewer, oldest first. */
export const useToDecide = () =>
  useQuery({
    queryKey: ['to-decide'],
    queryFn: ({ signal }) => call('GET /to-decide', { signal }),
    select: ({ items }) => items,
    placeholderData: keepPreviousData,
  });

/** A person with all details; the key is shared with the record page. */
export const usePerson = (id: string | undefined) =>
  useQuery({
    queryKey: ['people', 'record', id],
    queryFn: ({ signal }) => call('GET /people/{id}', { path: { id: id! }, signal }),
    enabled: id !== undefined,
  });

/** Why a text went, waits or did not go: the checks in their order. */
export const useWhy = (id: string) =>
  useQuery({ queryKey: ['why', id], queryFn: ({ signal }) => call('GET /messages/{id}/why', { path: { id }, signal }) });

/** Who uses the line of a conversation: they may be handed it, and may be answering in it. */
export const useColleagues = (id: string, asked: boolean) =>
  useQuery({
    queryKey: ['colleagues', id],
    queryFn: ({ signal }) => call('GET /conversations/{id}/colleagues', { path: { id }, signal }),
    enabled: asked,
    staleTime: 60_000,
    retry: false,
  });
