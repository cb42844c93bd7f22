import { useEffect } from 'react';
import { useLocation, useParams } from 'wouter';
import type { Person } from '../../api/types';
import { useMay } from '../../session/session';
import { Page } from '../../shared/page/Page';
import { Reading } from '../../shared/page/Reading';
import { usePerson } from '../../conversations/reading';
import { ConsentSection } from './ConsentSection';
import { DetailsSection } from './DetailsSection';
import { HistorySection } from './history/HistorySection';
import { JournalSection } from './history/JournalSection';
import { NumbersSection } from './NumbersSection';
import { RecordHead } from './RecordHead';
import styles from './RecordPage.module.css';
import { ThreadsSection } from './ThreadsSection';

/** Everything about one person. */
export default function RecordPage() {
  const { id } = useParams<{ id: string }>();
  const read = usePerson(id);
  const [, go] = useLocation();
  // The id of a record that was merged leads to the one it lives on in: its address is the right one from now on
  const now = read.data?.id;
  useEffect(() => { if (now !== undefined && now !== id) go(`/people/${now}`, { replace: true }); }, [now, id, go]);
  return <Page key={id}><Reading of={read} rows={5}>{(person) => <Record person={person} />}</Reading></Page>;
}

function Record({ person }: { person: Person }) {
  const mayEdit = useMay('edit_people');
  return (
    <>
      <RecordHead person={person} />
      <div className={styles.columns}>
        <div><ThreadsSection person={person} /><HistorySection person={person} /><JournalSection person={person} mayEdit={mayEdit} /><DetailsSection person={person} mayEdit={mayEdit} /></div>
        <div><NumbersSection person={person} mayEdit={mayEdit} /><ConsentSection person={person} mayEdit={mayEdit} /></div>
      </div>
    </>
  );
}
