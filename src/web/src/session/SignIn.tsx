import { Alert, Button, Divider, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint, IconLockOff, IconLogin2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../api/client';
import { wordsOfProblem } from '../api/problem';
import { CodeStep } from './CodeStep';
import { linkFault, signOnFault } from './oneTimeLink';
import { canUsePasskeys, signInWithPasskey } from './passkey';
import { canSignInAt } from './secure';
import styles from './SignIn.module.css';
import { sessionWords as words } from './words';

type Address = Pick<Location, 'protocol' | 'hostname' | 'port' | 'host' | 'search'>;

/** Signs in by passkey, single sign-on or password; at an address where that cannot work it says so instead. Says why a link did not. */
export function SignIn({ at = location }: { at?: Address }) {
  const asked = new URLSearchParams(at.search);
  const [code, setCode] = useState(asked.get('step') === 'code');
  const fault = linkFault(at.search) ?? signOnFault(at.search);
  const safe = canSignInAt(at);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <img src="/mark.svg" alt="" width={44} height={44} />
        <h1 className={styles.title}>{!safe ? words.insecureTitle : code ? words.codeTitle : words.title}</h1>
        {fault && <Alert color="orange" role="status" w="100%">{fault}</Alert>}
        {!safe ? <Insecure at={at} /> : code ? <CodeStep onBack={() => setCode(false)} /> : <Form organisation={asked.get('organisation') ?? undefined} onCode={() => setCode(true)} />}
      </div>
    </main>
  );
}

function Form({ organisation, onCode }: { organisation?: string; onCode: () => void }) {
  const queries = useQueryClient();
  const ways = useQuery({ queryKey: ['session-ways', organisation], queryFn: ({ signal }) => call('GET /session/ways', { query: { organisation }, signal }), staleTime: Infinity });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => call('POST /session', { body: { email: email.trim(), password } }),
    onSuccess: (answer) => (answer?.next === 'code' ? onCode() : queries.resetQueries()),
  });
  const byPasskey = useMutation({ mutationFn: signInWithPasskey, onSuccess: () => queries.resetQueries() });
  const submit = (event: FormEvent) => { event.preventDefault(); byPasskey.reset(); signIn.mutate(); };
  const problem = signIn.error ?? byPasskey.error;
  const { singleSignOn } = ways.data ?? {};
  const passkeys = ways.data !== undefined && canUsePasskeys(ways.data);
  return (
    <form onSubmit={submit} className={styles.form}>
      <p className={styles.line}>{words.line}</p>
      {problem && <Alert color="red" role="alert">{wordsOfProblem(problem)}</Alert>}
      {singleSignOn && (
        <Button component="a" href={singleSignOn.path} size="md" leftSection={<IconLogin2 size={19} aria-hidden="true" />}>{words.signInBy(singleSignOn.name)}</Button>
      )}
      {passkeys && (
        <Button variant="default" size="md" loading={byPasskey.isPending} leftSection={<IconFingerprint size={19} aria-hidden="true" />}
          onClick={() => { signIn.reset(); byPasskey.mutate(); }}>{words.byPasskey}</Button>
      )}
      {(singleSignOn || passkeys) && <Divider label={words.or} />}
      <TextInput label={words.email} type="email" autoComplete="username" size="md" required autoFocus withAsterisk={false}
        value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      <PasswordInput label={words.password} autoComplete="current-password" size="md" required withAsterisk={false}
        value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
      <Button type="submit" size="md" loading={signIn.isPending} variant={singleSignOn ? 'default' : 'filled'}>{words.signIn}</Button>
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
