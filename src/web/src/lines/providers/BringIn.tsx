import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Connection } from '../../api/adminTypes';
import { CopyField } from '../../shared/form/CopyField';
import { useChange } from '../../shared/form/useChange';
import { phoneWords } from '../../shared/words/phone';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { linesWords as words } from '../words';
import styles from './Providers.module.css';

/** The numbers of the provider account; ticked ones become lines. */
export function BringIn({ connection }: { connection: Connection }) {
  const [asked, setAsked] = useState(false);
  return (
    <Section title={words.bringIn} line={words.bringInLine(connection.label)} flush={asked}
      action={!asked && <Button variant="default" onClick={() => setAsked(true)}>{words.readNumbers}</Button>}>
      {asked && <Numbers connection={connection} />}
    </Section>
  );
}

function Numbers({ connection }: { connection: Connection }) {
  const [ticked, setTicked] = useState<string[]>([]);
  const numbers = useQuery({
    queryKey: ['connections', connection.id, 'numbers'],
    queryFn: ({ signal }) => call('GET /connections/{id}/numbers', { path: { id: connection.id }, signal }),
    select: ({ items }) => items,
    retry: false,
  });
  const bring = useChange(
    () => call('POST /connections/{id}/numbers', { path: { id: connection.id }, body: { providerIds: ticked } }),
    { done: ({ items }) => [...new Set([words.brought(items.length), ...items.map((each) => each.words)])].join(' '), again: [['lines'], ['connections'], ['session']], onDone: () => setTicked([]) },
  );
  return (
    <Reading of={numbers} rows={2}>
      {(all) => (all.length === 0 ? <p className={styles.none}>{words.noNumbers}</p> : (
        <>
          <Checkbox.Group value={ticked} onChange={setTicked} aria-label={words.bringIn}>
            <ul className={styles.list}>
              {all.map((each) => {
                const why = each.lineId ? words.isLine : each.canText ? null : words.cannotText;
                return (
                  <li key={each.providerId} className={styles.tick}>
                    <Checkbox value={each.providerId} disabled={why !== null} label={phoneWords(each.number)} description={[each.name !== each.number && each.name, why].filter(Boolean).join(' · ')} />
                    {each.lineId && !each.pointsHere && <CopyField label={words.address(connection.label)} value={connection.hookAddress} />}
                  </li>
                );
              })}
            </ul>
          </Checkbox.Group>
          <div className={styles.foot}><Button disabled={ticked.length === 0} loading={bring.isPending} onClick={() => bring.mutate(undefined)}>{words.bring(ticked.length)}</Button></div>
        </>
      ))}
    </Reading>
  );
}
