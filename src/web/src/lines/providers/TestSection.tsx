import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import type { Connection } from '../../api/adminTypes';
import { Time } from '../../shared/words/Time';
import { timeOfDay } from '../../shared/words/time';
import { AskSupport } from '../../support/AskSupport';
import { Section } from '../../shared/page/Section';
import { linesWords as words } from '../words';
import styles from './Providers.module.css';

/** Asks the provider whether it accepts the settings, and says how long that took. */
export function TestSection({ connection }: { connection: Connection }) {
  const queries = useQueryClient();
  const test = useMutation({
    mutationFn: async () => {
      const began = performance.now();
      const answer = await call('POST /connections/{id}/test', { path: { id: connection.id } });
      return { ...answer, took: words.tested(((performance.now() - began) / 1_000).toFixed(1), timeOfDay(new Date())) };
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  return (
    <Section title={words.test} line={words.testLine} action={<Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>{words.test}</Button>}>
      <div role="status" className={styles.test}>
        {(test.data ?? connection.test ?? { ok: true }).ok && connection.state.ok ? null : <AskSupport about="connections" id={connection.id} />}
        {test.isPending ? words.testing
          : test.isError ? <Answer ok={false} said={wordsOfProblem(test.error)} />
          : test.data ? <Answer ok={test.data.ok} said={test.data.words} took={test.data.took} />
          : connection.test ? <><Answer ok={connection.test.ok} said={connection.test.words} /><span className={styles.second}>{words.testedBefore} <Time at={connection.test.at} as="moment" /></span></>
          : <span className={styles.second}>{words.neverTested}</span>}
      </div>
    </Section>
  );
}

function Answer({ ok, said, took }: { ok: boolean; said: string; took?: string }) {
  const Mark = ok ? IconCircleCheck : IconCircleX;
  return <p data-ok={ok}><Mark size={20} stroke={1.8} aria-hidden="true" /><span>{said}{took && <span className={styles.second}> {took}</span>}</span></p>;
}
