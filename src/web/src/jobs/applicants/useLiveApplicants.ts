import { useThrottledCallback } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onLive } from '../../api/live';

/** Text icons change as texts go and come: the list is read again, at most every two seconds. */
export function useLiveApplicants() {
  const queries = useQueryClient();
  const again = useThrottledCallback(() => void queries.invalidateQueries({ queryKey: ['people', 'applicants'] }), 2_000);
  useEffect(() => onLive('changed', ({ kind }) => { if (kind === 'conversation') again(); }), [again]);
}
