import type { PreviewRow } from '../../../api/peopleTypes';
import { StatusPill } from '../../../shared/StatusPill';
import { Rows } from '../../../shared/page/Rows';
import { Section } from '../../../shared/page/Section';
import { peopleWords } from '../../words';
import { Feet } from './Feet';
import styles from '../Import.module.css';
import type { Import } from '../useImport';
import { importWords as words } from '../words';

/** How many can be texted under the policy and why the others cannot, before anything is saved. */
export function CheckStep({ work: { preview, run, setStep } }: { work: Import }) {
  if (!preview) return null;
  const { total, textable, breakdown, words: said } = preview.canBeTexted;
  return (
    <>
      <Section title={said}>
        <div className={styles.bar} aria-hidden="true"><i style={{ width: `${total === 0 ? 0 : (textable / total) * 100}%` }} /></div>
        <ul className={styles.breakdown}>{breakdown.map((each) => <li key={each.code}><b>{each.count.toLocaleString('en-US')}</b>{each.words}</li>)}</ul>
      </Section>
      <Section title={words.firstRows} line={words.firstRowsLine} flush>
        <Rows label={words.firstRows} rows={preview.firstRows} keyOf={(row) => String(row.row)} columns={[
          { key: 'name', head: peopleWords.columns.name, cell: (row) => (row.name === null ? <StatusPill tone="warn">{words.skippedRow}</StatusPill> : <b className={styles.name}>{row.name}</b>) },
          { key: 'number', head: peopleWords.columns.phone, cell: (row) => (row.numbers.find((each) => each.chosen) ?? row.numbers[0])?.display },
          { key: 'email', head: peopleWords.columns.email, cell: (row) => row.email },
          { key: 'faults', head: words.found, width: '42%', cell: Faults },
        ]} />
      </Section>
      <Feet onBack={() => setStep('consent')} action={words.run(preview.people)} onAction={() => run.mutate()} busy={run.isPending} problem={run.error} />
    </>
  );
}

function Faults({ row, faults }: PreviewRow) {
  if (faults.length === 0) return <StatusPill tone="good">{words.noFaults}</StatusPill>;
  return faults.map((fault) => <p key={`${row} ${fault}`} className={styles.fault}>{fault}</p>);
}
