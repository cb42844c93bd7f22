import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';

/** Every security group with its members, and everything a group can allow. */
export const useGroups = () => useQuery({ queryKey: ['security-groups'], queryFn: ({ signal }) => call('GET /security-groups', { signal }) });

export const useVisibility = () => useQuery({ queryKey: ['security-groups', 'visibility'], queryFn: ({ signal }) => call('GET /security-groups/visibility', { signal }) });
