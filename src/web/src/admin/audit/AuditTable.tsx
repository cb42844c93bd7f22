import { Link } from 'wouter';
import type { AuditRow } from '../../api/adminTypes';
import { Rows } from '../../shared/page/Rows';
import { Time } from '../../shared/words/Time';
import styles from './Audit.module.css';
import { deed, factsOf, whoDid } from './sentence';
import { auditWords as words } from './words';

/** One row per entry: a sentence, and what changed below it. */
export function AuditTable({ rows }: { rows: AuditRow[] }) {
  const { columns } = words;
  return (
    <Rows label={words.audit} rows={rows} keyOf={(row) => row.id} columns={[
      { key: 'what', head: columns.what, cell: (row) => <Entry row={row} /> },
      { key: 'seal', head: columns.seal, end: true, hideOnPhone: true, cell: ({ position }) => (position === null ? words.notSealed : position.toLocaleString('en-US')) },
      { key: 'at', head: columns.at, width: '20%', cell: (row) => <Time at={row.at} as="moment" /> },
    ]} />
  );
}

function Entry({ row }: { row: AuditRow }) {
  const [before, name, after] = deed(row);
  const facts = factsOf(row.detail);
  return (
    <div className={styles.entry}>
      <span><b>{whoDid(row)}</b> {before}{row.subjectKind === 'person' && row.subject?.name ? <Link href={`/people/${row.subject.id}`}>{name}</Link> : name && <b>{name}</b>}{after}</span>
      {row.erasedAt && <span className={styles.facts}>{words.erased}</span>}
      {facts.length > 0 && (
        <ul className={styles.facts}>
          {facts.map((fact) => (
            <li key={fact.name}>{fact.name}: {fact.before !== undefined && <><del>{fact.before}</del> <span aria-hidden="true">→</span> </>}<ins>{fact.after}</ins></li>
          ))}
        </ul>
      )}
    </div>
  );
}
