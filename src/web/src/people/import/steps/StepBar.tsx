import { IconCheck } from '@tabler/icons-react';
import styles from '../Import.module.css';
import { steps, type Step } from '../useImport';
import { importWords as words } from '../words';

/** Where one is on the way from file to result. */
export function StepBar({ at }: { at: Step }) {
  const now = steps.indexOf(at);
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={step} aria-current={index === now ? 'step' : undefined} data-done={index < now || undefined}>
          <span aria-hidden="true">{index < now ? <IconCheck size={14} stroke={2.4} /> : index + 1}</span>{words.steps[step]}
        </li>
      ))}
    </ol>
  );
}
