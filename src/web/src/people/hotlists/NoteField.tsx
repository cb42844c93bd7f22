import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import type { PersonRow } from '../../api/types';
import styles from './Hotlists.module.css';
import { hotlistWords as words } from './words';

interface Props { listId: string; person: PersonRow; note: string | null; mayEdit: boolean }

/** A few words about a person, typed in their place: Enter or leaving keeps them, Escape takes back what was typed. */
export function NoteField({ listId, person, note, mayEdit }: Props) {
  const [typed, setTyped] = useState(note ?? '');
  const [kept, setKept] = useState(note ?? '');
  const [said, setSaid] = useState('');
  const queries = useQueryClient();
  const keep = async () => {
    const next = typed.trim();
    if (next === kept) return;
    try {
      await call('PUT /hotlists/{id}/members/{personId}/note', { path: { id: listId, personId: person.id }, body: { words: next } });
      setKept(next);
      setSaid(words.noteKept);
      void queries.invalidateQueries({ queryKey: ['hotlists', listId, 'members'] });
    } catch (thrown) {
      // What was typed stays in the field, to be tried again
      notifications.show({ message: wordsOfProblem(thrown), color: 'red' });
    }
  };
  if (!mayEdit) return <p className={styles.noteText}>{note}</p>;
  return (
    <div className={styles.note}>
      <input aria-label={words.noteOf(person.name)} placeholder={words.notePlaceholder} maxLength={500} value={typed}
        onChange={(event) => { setTyped(event.currentTarget.value); setSaid(''); }} onBlur={() => void keep()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void keep();
          if (event.key === 'Escape') { event.stopPropagation(); setTyped(kept); }
        }} />
      <span className="unseen" role="status">{said}</span>
    </div>
  );
}
