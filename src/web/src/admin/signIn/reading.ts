import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';

export const useSignInRules = () =>
  useQuery({ queryKey: ['organisation', 'sign-in-rules'], queryFn: ({ signal }) => call('GET /organisation/sign-in-rules', { signal }) });

export const useSingleSignOn = () =>
  useQuery({ queryKey: ['organisation', 'single-sign-on'], queryFn: ({ signal }) => call('GET /organisation/single-sign-on', { signal }) });
