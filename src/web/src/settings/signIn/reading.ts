import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';

export const useOwnSignIn = () => useQuery({ queryKey: ['own-sign-in'], queryFn: ({ signal }) => call('GET /session/sign-in', { signal }) });

export const useDevices = () =>
  useQuery({ queryKey: ['devices'], queryFn: ({ signal }) => call('GET /session/devices', { signal }), select: ({ items }) => items, staleTime: 0 });

export const useWays = () => useQuery({ queryKey: ['session-ways', undefined], queryFn: ({ signal }) => call('GET /session/ways', { signal }), staleTime: Infinity });
