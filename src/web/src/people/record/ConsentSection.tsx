import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Person } from '../../api/types';
import { dateWords, fullTime } from '../../shared/words/time';
import { Section } from '../../shared/page/Section';
import { peopleWords as words } from '../words';
import { OptOutDialog } from './OptOutDialog';
import styles from './RecordPage.module.css';

/** What this person agreed to, or that they opted out. */
export function ConsentSection({ person, mayEdit }: { person: Person; mayEdit: boolean }) {
  const [recording, setRecording] = useState(false);
  const out = person.textState.state === 'opted_out';
  const since = person.consent?.since ? dateWords(new Date(person.consent.since), new Date()) : '';
  return (
    <Section title={words.consent}>
      <p className={styles.consent} title={person.consent?.since ? fullTime(new Date(person.consent.since)) : undefined}>
        {out ? person.textState.words : person.consent ? words.consentOf(person.consent.state, person.consent.level, person.consent.source, since) : words.consentNone}
      </p>
      {person.consent?.words && <p className={styles.said}>“{person.consent.words}”</p>}
      {out ? <p>{words.optedOutHelp}</p> : mayEdit && <Button mt="sm" size="xs" variant="default" onClick={() => setRecording(true)}>{words.recordOptOut}</Button>}
      {recording && <OptOutDialog person={person} onClose={() => setRecording(false)} />}
    </Section>
  );
}
