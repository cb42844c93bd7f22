import { Button, Radio } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../../api/client';
import type { MergeSide } from '../../../api/recordTypes';
import { ErrorState } from '../../../shared/ErrorState';
import { FormDialog } from '../../../shared/form/FormDialog';
import { ListSkeleton } from '../../../shared/Skeletons';
import { recordWords as words } from '../words';
import styles from './MergeDialog.module.css';

/** Both records side by side, and what the one that is left will hold (P-33). */
export function MergeDialog({ personId, otherId, onClose }: { personId: string; otherId: string; onClose: () => void }) {
  const [swapped, setSwapped] = useState(false);
  const [take, setTake] = useState<string[]>([]);
  const [, go] = useLocation();
  const [kept, other] = swapped ? [otherId, personId] : [personId, otherId];
  const preview = useQuery({ queryKey: ['people', 'merge', kept, other], queryFn: ({ signal }) => call('GET /people/{id}/merge/{other}', { path: { id: kept, other }, signal }), retry: false });
  const data = preview.data;
  const merge = async () => {
    await call('POST /people/{id}/merge', { path: { id: kept }, body: { other, take } });
    notifications.show({ message: words.merged });
    if (swapped) go(`/people/${kept}`, { replace: true });
  };
  const choose = (field: string, theirs: boolean) => setTake((now) => (theirs ? [...now, field] : now.filter((each) => each !== field)));
  return (
    <FormDialog title={data ? words.mergeTitle(data.keptName, data.otherName) : words.merge} line={words.mergeLine} action={words.mergeAction} size={720} disabled={!data}
      onSubmit={merge} onClose={onClose} again={[['people'], ['conversations'], ['conversation'], ['hotlists']]}>
      {preview.isError ? <ErrorState problem={preview.error} /> : !data ? <ListSkeleton rows={4} /> : (
        <>
          <div className={styles.frame} tabIndex={0} role="group" aria-label={words.mergeLine}>
            <table className={styles.table}>
              <thead><tr><th scope="col">{words.field}</th><th scope="col">{words.kept(data.keptName)}</th><th scope="col">{words.kept(data.otherName)}</th></tr></thead>
              <tbody>{data.fields.map((side) => <Row key={side.field} side={side} theirs={take.includes(side.field)} onChoose={(theirs) => choose(side.field, theirs)} />)}</tbody>
            </table>
          </div>
          <div><b>{words.whatHappens}</b><ul className={styles.words}>{data.words.map((each) => <li key={each}>{each}</li>)}</ul></div>
          <div><Button size="compact-sm" variant="subtle" leftSection={<IconArrowsExchange size={16} aria-hidden="true" />} onClick={() => { setSwapped(!swapped); setTake([]); }}>{words.mergeSwap}</Button></div>
        </>
      )}
    </FormDialog>
  );
}

function Row({ side, theirs, onChoose }: { side: MergeSide; theirs: boolean; onChoose: (theirs: boolean) => void }) {
  // Where only one says something there is nothing to choose
  const kept = side.differs ? !theirs : side.kept !== null;
  const cell = (value: string | null, mine: boolean) => (
    <td data-kept={(mine ? kept : !kept) || undefined}>
      {side.differs
        ? <Radio name={side.field} size="sm" checked={mine ? kept : !kept} label={value} aria-label={`${words.fieldChoice(side.label)}: ${value}`} onChange={() => onChoose(!mine)} />
        : value ?? <span className={styles.empty}>{words.nothing}</span>}
    </td>
  );
  return <tr><th scope="row">{side.label}</th>{cell(side.kept, true)}{cell(side.other, false)}</tr>;
}
