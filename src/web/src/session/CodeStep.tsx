import { Alert, Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../api/client';
import { hasCode, wordsOfProblem } from '../api/problem';
import styles from './SignIn.module.css';
import { sessionWords as words } from './words';

/** The second step: a code of the authenticator, or a recovery code. */
export function CodeStep({ onBack }: { onBack: () => void }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const finish = useMutation({
    mutationFn: () => call('POST /session/code', { body: { typed } }),
    onSuccess: () => queries.resetQueries(),
    onError: () => setTyped(''),
  });
  const submit = (event: FormEvent) => { event.preventDefault(); finish.mutate(); };
  return (
    <form onSubmit={submit} className={styles.form}>
      {finish.isError && <Alert color="red" role="alert">{wordsOfProblem(finish.error)}</Alert>}
      <TextInput label={words.code} description={words.codeHint} autoComplete="one-time-code" inputMode="text" size="md" required autoFocus withAsterisk={false}
        value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      <Button type="submit" size="md" loading={finish.isPending} disabled={hasCode(finish.error, 'step_over') || typed.trim() === ''}>{words.goOn}</Button>
      <Button variant="subtle" onClick={onBack}>{words.startAgain}</Button>
    </form>
  );
}
