import type { Exchange } from '../routes';
import { Rows } from '../../shared/page/Rows';
import { Time } from '../../shared/words/Time';
import styles from './Health.module.css';
import { healthWords as words } from './words';

/** What was said between us and a provider, one line each. */
export function ExchangeList({ label, exchanges }: { label: string; exchanges: Exchange[] }) {
  return (
    <Rows label={label} rows={exchanges} keyOf={(each) => each.id} columns={[
      { key: 'at', head: words.when, width: '20%', cell: ({ at }) => <Time at={at} as="moment" /> },
      {
        key: 'what', head: words.what, cell: (each) => (
          <span className={styles.what}>{words.whats[each.what] ?? each.what}<small>{each.method} {each.place}{each.standsFor > 1 ? ` · ${words.standsFor(each.standsFor)}` : ''}</small></span>
        ),
      },
      {
        key: 'answer', head: words.answer, named: true, width: '40%', cell: (each) => (
          <span className={styles.what} data-bad={each.verdict !== 'ok' || undefined}>{each.status ?? words.noAnswer} · {words.took(each.tookMs)}<small>{each.words}</small></span>
        ),
      },
    ]} />
  );
}

/** The same as lines to copy for whoever helps. */
export const textOfExchanges = (exchanges: Exchange[]) =>
  exchanges.map((each) => [each.at, each.out ? '→' : '←', each.what, each.method, each.place, each.status ?? words.noAnswer, words.took(each.tookMs), each.words].join(' ')).join('\n');
