import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/client';

export const useVisibility = () => useQuery({ queryKey: ['security-groups', 'visibility'], queryFn: ({ signal }) => call('GET /security-groups/visibility', { signal }) });
