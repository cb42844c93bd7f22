import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { HealthCheck } from '../api/adminTypes';
import styles from './ChecksList.module.css';
import { adminWords as words } from './words';

const marks = { ok: IconCircleCheck, warning: IconAlertTriangle, problem: IconCircleX };

/** Findings, each with its shape, its name and its sentence. */
export function ChecksList({ checks }: { checks: HealthCheck[] }) {
  return (
    <ul className={styles.checks}>
      {checks.map(({ name, state, words: said }) => {
        const Mark = marks[state] ?? IconAlertTriangle;
        return (
          <li key={name} data-state={state}>
            <Mark size={20} stroke={1.8} role="img" aria-label={words.states[state]} />
            <div><b>{name}</b><span>{said}</span></div>
          </li>
        );
      })}
    </ul>
  );
}
