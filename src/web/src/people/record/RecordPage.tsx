import { useParams } from 'wouter';
import type { Person } from '../../api/types';
import { useMay } from '../../session/session';
import { Page } from '../../shared/page/Page';
import { Reading } from '../../shared/page/Reading';
import { usePerson } from '../../conversations/reading';
import { ConsentSection } from './ConsentSection';
import { DetailsSection } from './DetailsSection';
import { NumbersSection } from './NumbersSection';
import { RecordHead } from './RecordHead';
import styles from './RecordPage.module.css';
import { ThreadsSection } from './ThreadsSection';

/** Everything about one person. */
export default function RecordPage() {
  const { id } = useParams<{ id: string }>();
  const read = usePerson(id);
  return <Page key={id}><Reading of={read} rows={5}>{(person) => <Record person={person} />}</Reading></Page>;
}

function Record({ person }: { person: Person }) {
  const mayEdit = useMay('edit_people');
  return (
    <>
      <RecordHead person={person} />
      <div className={styles.columns}>
        <div><ThreadsSection person={person} /><DetailsSection person={person} mayEdit={mayEdit} /></div>
        <div><NumbersSection person={person} mayEdit={mayEdit} /><ConsentSection person={person} mayEdit={mayEdit} /></div>
      </div>
    </>
  );
}
