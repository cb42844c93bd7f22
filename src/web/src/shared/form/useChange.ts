import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { wordsOfProblem } from '../../api/problem';

interface Options<A> { done?: string | ((answer: A) => string); again?: unknown[][]; onDone?: (answer: A) => void }

/** Changes something on the server, reads again what depends on it, and says in words how it went. */
export function useChange<V, A>(change: (value: V) => Promise<A>, { done, again = [], onDone }: Options<A> = {}) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer) => {
      await Promise.all(again.map((queryKey) => queries.invalidateQueries({ queryKey })));
      onDone?.(answer);
      if (done !== undefined) notifications.show({ message: typeof done === 'function' ? done(answer) : done });
    },
    onError: (problem) => notifications.show({ message: wordsOfProblem(problem), color: 'red' }),
  });
}
