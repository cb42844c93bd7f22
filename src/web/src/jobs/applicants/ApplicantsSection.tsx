import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { call } from '../../api/client';
import { useMay } from '../../session/session';
import { useChange } from '../../shared/form/useChange';
import { Listed, rowsOf } from '../Listed';
import { useApplicants } from '../reading';
import type { Stage } from '../routes';
import { jobsWords as words, stageNames } from '../words';
import { ApplicantsTable } from './ApplicantsTable';
import { ApplicantTools } from './ApplicantTools';
import { SelectionBar } from './SelectionBar';
import { useLiveApplicants } from './useLiveApplicants';
import { useSelected } from './useSelected';

/** The applicants of a posting, or with null the pool: filtered, ticked, moved, texted. */
export function ApplicantsSection({ posting, empty, onStage }: { posting: string | null; empty: ReactNode; onStage?: (stage: Stage | '') => void }) {
  const [q, setQ] = useState('');
  const [stage, setStage] = useState<Stage | ''>('');
  const [asked] = useDebouncedValue(q.trim(), 200);
  const read = useApplicants(posting, { q: asked, stage: stage === '' ? undefined : stage });
  useLiveApplicants();
  const selected = useSelected();
  const mayMove = useMay('edit_people') && posting !== null;
  const people = rowsOf(read).map((row) => row.person);
  const filtered = asked !== '' || stage !== '';
  const choose = (next: Stage | '') => { setStage(next); onStage?.(next); };
  const move = useChange(
    ({ personIds, to }: { personIds: string[]; to: Stage }) => call('POST /postings/{id}/stage', { path: { id: posting! }, body: { personIds, stage: to } }).then(({ count }) => words.moved(count, stageNames[to])),
    { done: (said) => said, again: [['people', 'applicants'], ['jobs']] },
  );
  return (
    <>
      {(people.length > 0 || filtered || q !== '') && <ApplicantTools q={q} stage={stage} onQ={setQ} onStage={choose} />}
      <Listed of={read} onClear={filtered ? () => { setQ(''); choose(''); } : undefined} empty={empty}
        above={<SelectionBar people={people} selected={selected.ids} onAll={() => selected.all(people.map((person) => person.id))} onClear={selected.clear}
          onMove={mayMove ? (to) => move.mutate({ personIds: [...selected.ids], to }) : undefined} />}>
        {(rows) => <ApplicantsTable rows={rows} pool={posting === null} selected={selected.ids} onSelect={selected.change}
          onMove={mayMove ? (applicant, to) => move.mutate({ personIds: [applicant.person.id], to }) : undefined} />}
      </Listed>
    </>
  );
}
