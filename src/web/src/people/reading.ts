import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import type { Kind } from '../api/peopleTypes';
import { queryOf, type PeopleFilters } from './grid/filters';

/** The grid of one kind, page after page as one scrolls. */
export const usePeople = (kind: Kind, filters: PeopleFilters) =>
  useInfiniteQuery({
    queryKey: ['people', 'grid', kind, queryOf(filters)],
    queryFn: ({ pageParam, signal }) => call('GET /people', { query: { kind, ...queryOf(filters), cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
