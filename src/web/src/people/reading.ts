import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import type { Kind } from '../api/peopleTypes';
import { queryOf, type Grouping, type PeopleFilters } from './grid/filters';

/** The grid of one kind, page after page as one scrolls. */
export const usePeople = (kind: Kind, filters: PeopleFilters, enabled = true) =>
  useInfiniteQuery({
    queryKey: ['people', 'grid', kind, queryOf(filters)],
    queryFn: ({ pageParam, signal }) => call('GET /people', { query: { kind, ...queryOf(filters), cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });

/** How many match, as a whole; counted no further than is quick, or than `upTo`. */
export const usePeopleCount = (kind: Kind, filters: PeopleFilters, upTo?: number, enabled = true) =>
  useQuery({
    queryKey: ['people', 'count', kind, { ...queryOf(filters), sort: undefined, upTo }],
    queryFn: ({ signal }) => call('GET /people/count', { query: { kind, ...queryOf(filters), upTo }, signal }),
    placeholderData: upTo === undefined ? keepPreviousData : undefined,
    enabled,
  });

/** How many match in each group; also what a filter offers to choose from. */
export const usePeopleGroups = (kind: Kind, filters: PeopleFilters, by: Grouping, enabled = true) =>
  useQuery({
    queryKey: ['people', 'groups', kind, by, { ...queryOf(filters), sort: undefined }],
    queryFn: ({ signal }) => call('GET /people/groups', { query: { kind, ...queryOf(filters), by }, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });

/** The fields the agency added for itself, hidden ones too. */
export const useCustomFields = () =>
  useQuery({ queryKey: ['custom-fields'], queryFn: ({ signal }) => call('GET /custom-fields', { signal }), select: ({ items }) => items, staleTime: 60_000 });

/** Those of them that are offered. */
export const useOwnFields = () => (useCustomFields().data ?? []).filter(({ hidden }) => !hidden);

/** The agency's actions a note can carry. */
export const useActionCodes = () =>
  useQuery({ queryKey: ['action-codes'], queryFn: ({ signal }) => call('GET /action-codes', { signal }), select: ({ items }) => items, staleTime: 60_000 });
