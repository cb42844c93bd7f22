import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react';
import type { Finding } from '../templates/routes';
import { templateWords as words } from '../templates/words';
import styles from './Findings.module.css';

interface Props { findings: Finding[]; onFix: (body: string) => void }

/** What was found about a text, under its box; what can be put right by itself has a button. */
export function Findings({ findings, onFix }: Props) {
  return (
    <div role="status" aria-live="polite">
      {findings.length > 0 && (
        <ul className={styles.findings} aria-label={words.findings}>
          {findings.map(({ code, at, blocks, words: said, fixed }) => {
            const Icon = blocks ? IconAlertCircle : IconInfoCircle;
            return (
              <li key={`${code} ${at}`} data-blocks={blocks || undefined}>
                <Icon size={17} stroke={1.8} aria-label={blocks ? words.blocks : undefined} aria-hidden={!blocks} role={blocks ? 'img' : undefined} />
                <span>{said}</span>
                {fixed !== null && <button type="button" onClick={() => onFix(fixed)}>{words.fix}</button>}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
