import { Checkbox, NativeSelect } from '@mantine/core';
import { Link } from 'wouter';
import { Avatar } from '../../shared/Avatar';
import { Rows, type Column } from '../../shared/page/Rows';
import { PhoneText } from '../../shared/words/PhoneText';
import { Time } from '../../shared/words/Time';
import styles from '../Jobs.module.css';
import type { Applicant, Stage } from '../routes';
import { jobsWords as words, stageNames } from '../words';
import { ApplicantIcon } from './ApplicantIcon';

interface Props {
  rows: Applicant[];
  /** In the pool each row says for what she applied last. */
  pool?: boolean;
  selected: ReadonlySet<string>;
  onSelect?: (id: string, on: boolean) => void;
  onMove?: (applicant: Applicant, stage: Stage) => void;
}

/** Who applied, the text icon under Actions. */
export function ApplicantsTable({ rows, pool = false, selected, onSelect, onMove }: Props) {
  const columns: (Column<Applicant> | false)[] = [
    { key: 'who', head: words.person, width: '30%', cell: (row) => <Who applicant={row} selected={selected.has(row.person.id)} onSelect={onSelect} /> },
    pool && {
      key: 'job', head: words.lastApplied, cell: ({ posting, applications }) => (
        <span className={styles.name}><Link href={`/jobs/postings/${posting.id}`}>{posting.title}</Link>{applications > 1 && <span>{words.applications(applications)}</span>}</span>
      ),
    },
    { key: 'applied', named: true, head: words.applied, cell: (row) => <Time at={row.appliedAt} as="moment" /> },
    { key: 'stage', head: words.stage, cell: (row) => (onMove ? <StageChoice applicant={row} onMove={onMove} /> : stageNames[row.stage]) },
    !pool && { key: 'note', head: words.note, width: '20%', cell: ({ note }) => note && <span className={styles.note} title={note}>{note}</span> },
    { key: 'do', head: words.actions, cell: (row) => <ApplicantIcon applicant={row} /> },
  ];
  return <Rows label={words.applicants} rows={rows} keyOf={(row) => row.person.id} columns={columns.filter((column) => column !== false)} />;
}

function Who({ applicant: { person }, selected, onSelect }: { applicant: Applicant; selected: boolean; onSelect?: Props['onSelect'] }) {
  return (
    <span className={styles.who}>
      {onSelect && <Checkbox size="sm" aria-label={words.select(person.name)} checked={selected} onChange={(event) => onSelect(person.id, event.currentTarget.checked)} />}
      <Avatar name={person.name} of={person.id} size={34} />
      <span className={styles.name}>
        <Link href={`/people/${person.id}`}>{person.name}</Link>
        {person.number?.number ? <span><PhoneText number={person.number.number} /></span> : person.email && <span>{person.email}</span>}
      </span>
    </span>
  );
}

function StageChoice({ applicant, onMove }: { applicant: Applicant; onMove: NonNullable<Props['onMove']> }) {
  return (
    <NativeSelect size="xs" aria-label={words.stageOf(applicant.person.name)} value={applicant.stage} data={Object.entries(stageNames).map(([value, label]) => ({ value, label }))}
      onChange={(event) => onMove(applicant, event.currentTarget.value as Stage)} />
  );
}
