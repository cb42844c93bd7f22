import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

const isPassing = (problem: unknown) => !(problem instanceof Problem) || problem.status === 0 || problem.status >= 500;

/** Holds everything read from the server; refusals are final, an unreachable server is asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, problem) => failures < 2 && isPassing(problem),
    },
    mutations: { retry: false },
  },
});
