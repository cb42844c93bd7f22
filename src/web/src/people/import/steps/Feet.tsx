import { Alert, Button } from '@mantine/core';
import { wordsOfProblem } from '../../../api/problem';
import styles from '../Import.module.css';
import { importWords as words } from '../words';

interface Props { onBack?: () => void; action: string; onAction: () => void; busy?: boolean; fault?: string | null; problem?: unknown }

/** The foot of a step: back, what is missing, and the way on. */
export function Feet({ onBack, action, onAction, busy, fault, problem }: Props) {
  return (
    <>
      {problem ? <Alert color="red" role="alert" mt="md">{wordsOfProblem(problem)}</Alert> : null}
      <div className={styles.feet}>
        {onBack && <Button variant="default" onClick={onBack}>{words.back}</Button>}
        <span role="status">{fault}</span>
        <Button onClick={onAction} loading={busy} disabled={!!fault}>{action}</Button>
      </div>
    </>
  );
}
