import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from '../ErrorState';
import { ListSkeleton } from '../Skeletons';

interface Props<T> { of: UseQueryResult<T>; rows?: number; children: (read: T) => ReactNode }

/** Shows what was read, the shape of it while it is being read, and otherwise why it could not be. */
export function Reading<T>({ of, rows = 4, children }: Props<T>) {
  if (of.data !== undefined) return children(of.data);
  return of.isError ? <ErrorState problem={of.error} onRetry={() => void of.refetch()} /> : <ListSkeleton rows={rows} />;
}
