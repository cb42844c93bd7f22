import { useQuery } from '@tanstack/react-query';
import { call } from '../api/client';

export const useUsers = () =>
  useQuery({ queryKey: ['users', 'all'], queryFn: ({ signal }) => call('GET /users', { signal }), select: ({ items }) => items });

export const useAccounts = () =>
  useQuery({ queryKey: ['accounts'], queryFn: ({ signal }) => call('GET /accounts', { signal }), select: ({ items }) => items });

export const useMail = () => useQuery({ queryKey: ['organisation', 'mail'], queryFn: ({ signal }) => call('GET /organisation/mail', { signal }) });

export const useKeys = () =>
  useQuery({ queryKey: ['api-keys'], queryFn: ({ signal }) => call('GET /api-keys', { signal }), select: ({ items }) => items });

export const useOrganisation = () => useQuery({ queryKey: ['organisation'], queryFn: ({ signal }) => call('GET /organisation', { signal }) });

export const useGoLiveChecks = () =>
  useQuery({ queryKey: ['organisation', 'go-live'], queryFn: ({ signal }) => call('GET /organisation/go-live', { signal }), select: ({ items }) => items });

export const useTestNumbers = () =>
  useQuery({ queryKey: ['organisation', 'test-numbers'], queryFn: ({ signal }) => call('GET /organisation/test-numbers', { signal }), select: ({ numbers }) => numbers });

export const useHealth = () =>
  useQuery({ queryKey: ['health'], queryFn: ({ signal }) => call('GET /health-report', { signal }), staleTime: 0 });
