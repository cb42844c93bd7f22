import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';
import type { Purpose } from '../../api/types';

export interface TemplateFilters { q: string; purpose?: Purpose }

/** Templates by folder and name, page after page. */
export const useTemplates = ({ q, purpose }: TemplateFilters, enabled = true) =>
  useInfiniteQuery({
    queryKey: ['templates', q, purpose],
    queryFn: ({ pageParam, signal }) => call('GET /templates', { query: { q: q.trim(), purpose, cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });

/** The fields a text may have; they change only with a new version. */
export const useMergeFields = () =>
  useQuery({ queryKey: ['merge-fields'], queryFn: ({ signal }) => call('GET /merge-fields', { signal }), select: ({ items }) => items, staleTime: 60_000 });
