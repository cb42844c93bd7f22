import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client';
import { wordsOfProblem } from '../api/problem';
import type { Attention, Decision } from '../api/types';

export const showProblem = (problem: unknown) => notifications.show({ message: wordsOfProblem(problem), color: 'red' });

function useChange<V, A>(change: (variables: V) => Promise<A>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onError: showProblem,
    onSettled: () => Promise.all(
      ['conversation', 'conversations', 'to-decide', 'why'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    ),
  });
}

export const useSetAttention = () =>
  useChange(({ id, state }: { id: string; state: Attention }) => call('PUT /conversations/{id}/attention', { path: { id }, body: { state } }));

export const useAssign = (id: string) =>
  useChange((userId: string | null) => call('PUT /conversations/{id}/assignee', { path: { id }, body: { userId } }));

export const useRetry = () => useChange((id: string) => call('POST /messages/{id}/retry', { path: { id } }));

export const useCancel = () => useChange((id: string) => call('POST /messages/{id}/cancel', { path: { id } }));

export const useDecide = () =>
  useChange(({ id, decision }: { id: string; decision: Decision }) => call('POST /messages/{id}/decide', { path: { id }, body: { answer: decision } }));
