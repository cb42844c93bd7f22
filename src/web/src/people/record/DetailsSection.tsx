import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '../../api/types';
import { IconButton } from '../../shared/IconButton';
import { Facts } from '../../shared/page/Facts';
import { Section } from '../../shared/page/Section';
import { kindsOf } from '../kinds';
import { useOwnFields } from '../reading';
import { kindNames, peopleWords as words } from '../words';
import { DetailsForm } from './edit/DetailsForm';
import styles from './RecordPage.module.css';

/** The rest of the record, edited in its place. */
export function DetailsSection({ person, mayEdit }: { person: Person; mayEdit: boolean }) {
  const [editing, setEditing] = useState(false);
  const own = useOwnFields();
  if (editing) return <Section title={words.details}><DetailsForm person={person} onClose={() => setEditing(false)} /></Section>;
  const place = [person.city, [person.state, person.zip].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return (
    <Section title={words.details} action={mayEdit && <IconButton label={`${words.edit}: ${words.details}`} onClick={() => setEditing(true)}><IconPencil size={18} stroke={1.7} aria-hidden="true" /></IconButton>}>
      <Facts of={[
        [words.fields.kinds, kindsOf(person).map((kind) => kindNames[kind].one).join(', ')],
        [words.fields.email, person.email && <a href={`mailto:${person.email}`}>{person.email}</a>],
        [words.fields.title, person.title],
        [words.fields.department, person.department],
        [words.fields.company, person.company],
        [words.fields.customerId, person.customerId],
        [words.fields.status, person.status],
        [words.fields.isAssigned, person.isAssigned ? words.yes : null],
        [words.fields.hasResume, person.hasResume ? words.yes : null],
        [words.fields.branch, person.branch],
        [words.fields.rep, person.rep],
        [words.fields.ssnLastFour, person.ssnLastFour && `•••-••-${person.ssnLastFour}`],
        [words.fields.city, place],
        [words.fields.timeZone, person.timeZone],
        [words.fields.language, person.language && (words.languages[person.language] ?? person.language)],
        [words.fields.externalId, person.externalId],
        ...own.map(({ key, name }): [string, string | undefined] => [name, person.custom?.[key]]),
        [words.fields.notes, person.notes && <span className={styles.pre}>{person.notes}</span>],
      ]} />
    </Section>
  );
}
