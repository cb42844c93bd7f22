import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onLive, startLive } from '../api/live';

/** Opens the live connection while signed in, and reads again what its hints are about. */
export function useLiveReading() {
  const queries = useQueryClient();
  useEffect(() => {
    const again = (...queryKey: unknown[]) => void queries.invalidateQueries({ queryKey });
    const stops = [
      onLive('changed', ({ kind, id }) => {
        if (kind !== 'conversation') return again(kind);
        again('conversations');
        again('conversation', id);
        again('to-decide');
      }),
      onLive('message', ({ conversationId, messageId }) => {
        again('conversation', conversationId);
        again('why', messageId);
      }),
      onLive('resync', () => void queries.invalidateQueries()),
      startLive(),
    ];
    return () => stops.forEach((stop) => stop());
  }, [queries]);
}
