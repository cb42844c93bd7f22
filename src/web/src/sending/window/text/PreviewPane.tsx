import { ActionIcon } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { call } from '../../../api/client';
import type { Preview } from '../../../api/broadcastTypes';
import { StatusPill } from '../../../shared/StatusPill';
import { Counter } from '../../Counter';
import styles from '../SendWindow.module.css';
import type { Sending } from '../useSendWindow';
import { sendWords as words } from '../words';

/** The text as real people get it: the longest first, then the one with most fallbacks, then everybody in order. */
export function PreviewPane({ sending: { asked, preview } }: { sending: Sending }) {
  const order = useMemo(() => orderOf(preview.data), [preview.data]);
  const [at, setAt] = useState(0);
  const place = Math.min(at, Math.max(0, order.length - 1)), person = order[place];
  const [body] = useDebouncedValue(asked.body, 250);
  const merged = useQuery({
    queryKey: ['texts', 'merged', body, person?.id, asked.postingId, asked.orderId],
    queryFn: () => call('POST /texts/merge', { body: { body, personIds: [person!.id], postingId: asked.postingId, orderId: asked.orderId } }),
    enabled: person !== undefined && body.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const step = (by: number) => setAt((place + by + order.length) % order.length);
  const press = (event: KeyboardEvent) => { if (event.key === 'ArrowLeft') step(-1); if (event.key === 'ArrowRight') step(1); };
  const text = merged.data?.items[0];
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className={styles.preview} aria-label={words.preview} onKeyDown={press}>
      <header>
        <h3>{person?.name ?? words.preview}</h3>
        {person && person.id === preview.data?.longest && <StatusPill>{words.longest}</StatusPill>}
        {person && person.id === preview.data?.mostFallbacks && <StatusPill>{words.mostFallbacks}</StatusPill>}
        <span className={styles.gap} />
        {order.length > 1 && (
          <>
            <span className={styles.place}>{words.previewOf(place + 1, order.length)}</span>
            <ActionIcon size={30} aria-label={words.previous} onClick={() => step(-1)}><IconChevronLeft size={18} aria-hidden="true" /></ActionIcon>
            <ActionIcon size={30} aria-label={words.following} onClick={() => step(1)}><IconChevronRight size={18} aria-hidden="true" /></ActionIcon>
          </>
        )}
      </header>
      {body.trim() === '' || !text ? <p className={styles.empty}>{words.previewEmpty}</p> : (
        <>
          <p className={styles.bubble} aria-live="polite">{text.text}</p>
          <footer><Counter text={text.text} />{text.missing.length > 0 && <span className={styles.missing}>{words.missing(text.missing)}</span>}</footer>
        </>
      )}
    </section>
  );
}

function orderOf(preview?: Preview) {
  const texted = preview?.people.filter(({ state }) => state !== 'not_texted') ?? [];
  const first = [preview?.longest, preview?.mostFallbacks];
  return [...texted].sort((a, b) => rank(a.id) - rank(b.id));
  function rank(id: string) { const at = first.indexOf(id); return at < 0 ? 2 : at; }
}
