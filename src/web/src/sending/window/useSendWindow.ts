import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BroadcastRequest, Preview } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { useAttached } from '../useAttached';
import { closeSend, keepSend, sent, type OpenSend } from './openSend';

/** Everything a Send window knows: what is chosen and written, and what the server says would become of it. */
export function useSendWindow({ request, schedule = false }: OpenSend) {
  const [asked, setAsked] = useState(request);
  const attached = useAttached();
  const queries = useQueryClient();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const whole: BroadcastRequest & { windowKey: string } = { ...asked, mediaIds: attached.files.map(({ id }) => id) };
  const [settled] = useDebouncedValue(JSON.stringify({ ...whole, windowKey: null }), 350);
  const preview = useQuery({
    queryKey: ['broadcasts', 'preview', settled],
    queryFn: ({ signal }) => call('POST /broadcasts/preview', { body: JSON.parse(settled) as BroadcastRequest, signal }),
    placeholderData: keepPreviousData,
    staleTime: 20_000,
    gcTime: 60_000,
  });
  useEffect(() => { keepSend(asked); }, [asked]);

  const change = (part: Partial<Omit<BroadcastRequest, 'windowKey'>>) => { setProblem(null); setAsked((now) => ({ ...now, ...part })); };
  const send = async () => {
    if (sending) return;
    setSending(true);
    setProblem(null);
    try {
      const started = await call('POST /broadcasts', { body: { ...whole, purpose: whole.purpose ?? preview.data?.purpose } });
      queries.setQueryData(['broadcasts', started.id], started);
      void queries.invalidateQueries({ queryKey: ['broadcasts', 'list'] });
      void queries.invalidateQueries({ queryKey: ['scheduled'] });
      sent(started.id);
    } catch (thrown) {
      setProblem(wordsOfProblem(thrown));
    } finally {
      setSending(false);
    }
  };
  /** Closing keeps what was typed. */
  const close = async (onKept: () => void) => {
    if (asked.body.trim() !== '') {
      await call('PUT /broadcasts/drafts/{window}', { path: { window: asked.windowKey }, body: whole }).then(onKept, (thrown) => setProblem(wordsOfProblem(thrown)));
      void queries.invalidateQueries({ queryKey: ['broadcasts', 'list'] });
    }
    closeSend();
  };
  return { schedule, asked, change, attached, preview, sending, problem, send, close, isStale: preview.isPlaceholderData || settled !== JSON.stringify({ ...whole, windowKey: null }) };
}

export type Sending = ReturnType<typeof useSendWindow>;

/** Why Send cannot be pressed yet; null when it can. */
export function whyNot(preview: Preview | undefined, body: string, hasMedia: boolean, busy: boolean, words: { reading: string; empty: string; nobody: string }) {
  if (!preview || busy) return words.reading;
  if (body.trim() === '' && !hasMedia) return words.empty;
  const finding = preview.findings.find(({ blocks }) => blocks);
  if (finding) return finding.words;
  return preview.now + preview.later === 0 ? words.nobody : null;
}
