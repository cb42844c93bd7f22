import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { IconLockOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../api/client';
import { wordsOfProblem } from '../api/problem';
import { linkFault } from './oneTimeLink';
import { canSignInAt } from './secure';
import styles from './SignIn.module.css';
import { sessionWords as words } from './words';

type Address = Pick<Location, 'protocol' | 'hostname' | 'port' | 'host' | 'search'>;

/** Signs in with e-mail and password; at an address where that cannot work it says so instead. Says why a one-time link did not. */
export function SignIn({ at = location }: { at?: Address }) {
  const link = linkFault(at.search);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <img src="/mark.svg" alt="" width={44} height={44} />
        <h1 className={styles.title}>{canSignInAt(at) ? words.title : words.insecureTitle}</h1>
        {link && <Alert color="orange" role="status" w="100%">{link}</Alert>}
        {canSignInAt(at) ? <Form /> : <Insecure at={at} />}
      </div>
    </main>
  );
}

function Form() {
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => call('POST /session', { body: { email: email.trim(), password } }),
    onSuccess: () => queries.resetQueries(),
  });
  const submit = (event: FormEvent) => { event.preventDefault(); signIn.mutate(); };
  return (
    <form onSubmit={submit} className={styles.form}>
      <p className={styles.line}>{words.line}</p>
      {signIn.isError && <Alert color="red" role="alert">{wordsOfProblem(signIn.error)}</Alert>}
      <TextInput label={words.email} type="email" autoComplete="username" size="md" required autoFocus withAsterisk={false}
        value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <PasswordInput label={words.password} autoComplete="current-password" size="md" required withAsterisk={false}
        value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      <Button type="submit" size="md" loading={signIn.isPending}>{words.signIn}</Button>
      <p className={styles.foot}>{words.forgotten}</p>
    </form>
  );
}

function Insecure({ at }: { at: Pick<Location, 'hostname' | 'port'> }) {
  return (
    <div className={styles.form}>
      <p className={styles.line}><IconLockOff size={16} stroke={1.8} aria-hidden="true" /> {words.insecure(at.port)}</p>
      <dl className={styles.ways}>
        {words.insecureWays(at.hostname, at.port).map((way) => (
          <div key={way.label}><dt>{way.label}</dt><dd>{way.words}</dd></div>
        ))}
      </dl>
    </div>
  );
}
