import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { wordsOfProblem } from '../api/problem';
import { EmptyState } from './EmptyState';
import { sharedWords } from './words/words';

/** Why something could not be read, in the server's words, with another try. */
export function ErrorState({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  return (
    <div role="alert">
      <EmptyState icon={<IconPlugConnectedX size={26} stroke={1.6} />} title={wordsOfProblem(problem)}>
        {onRetry && <Button variant="default" onClick={onRetry}>{sharedWords.retry}</Button>}
      </EmptyState>
    </div>
  );
}
