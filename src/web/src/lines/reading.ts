import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';
import { readAll } from '../shared/form/readAll';

export const useLines = () =>
  useQuery({ queryKey: ['lines'], queryFn: () => readAll(() => call('GET /lines')) });

export const useConnections = () =>
  useQuery({ queryKey: ['connections'], queryFn: () => readAll(() => call('GET /connections')) });

/** The providers this build knows; they change only with a new version. */
export const useProviders = () =>
  useQuery({
    queryKey: ['providers'],
    queryFn: ({ signal }) => call('GET /providers', { signal }),
    staleTime: Infinity,
  });
