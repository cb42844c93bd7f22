import { Button, Progress } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { Broadcast, BroadcastRequest } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { tickTask } from '../../phones/tryItTasks';
import { useBroadcast } from '../broadcasts/reading';
import { closeSend, takeBackSent } from './openSend';
import styles from './Result.module.css';
import { dayAndTime } from './text/when';
import { sendWords as words } from './words';

/** What became of the press on Send: a while to undo it, then the counts; Enter goes back to where one was. */
export function Result({ id, request }: { id: string; request: BroadcastRequest }) {
  const { data } = useBroadcast(id);
  useEffect(() => { tickTask('many'); }, []);
  const [, go] = useLocation();
  const [problem, setProblem] = useState<string | null>(null);
  const left = useSecondsUntil(data?.state === 'starting' ? data.startsAt : null);
  const queries = useQueryClient();
  const undo = () => call('POST /broadcasts/{id}/cancel', { path: { id } }).then(({ words: said, sent }) => {
    void queries.invalidateQueries({ queryKey: ['broadcasts'] });
    if (sent === 0) takeBackSent(); else setProblem(said);
  }, (thrown) => setProblem(wordsOfProblem(thrown)));
  const see = () => { closeSend(); go(`/sending/broadcasts/${id}`); };
  return (
    <div className={styles.result}>
      <div role="status"><h3>{data ? headline(data, request, left) : words.reading}</h3></div>
      {data && data.counts.total > 0 && <Progress value={100 * (data.counts.total - data.counts.waiting) / data.counts.total} size="sm" aria-label={words.running(data.counts.sent, data.counts.total)} />}
      {problem && <p role="alert" className={styles.problem}>{problem}</p>}
      <div className={styles.actions}>
        {(left !== null && left > 0) && <Button variant="default" onClick={() => void undo()}>{words.undo}</Button>}
        <Button variant="default" onClick={see}>{words.see}</Button>
        <Button data-autofocus autoFocus onClick={closeSend}>{words.goOn}</Button>
      </div>
    </div>
  );
}

function headline(data: Broadcast, request: BroadcastRequest, left: number | null) {
  const { total, waiting, sent, notTexted } = data.counts;
  if (left !== null && left > 0) return words.starting(left, total - notTexted);
  if (request.localTime && sent === 0) return words.scheduled(dayAndTime(request.localTime));
  return words.result(sent, waiting, notTexted);
}

function useSecondsUntil(moment: string | null) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!moment) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [moment]);
  return moment ? Math.max(0, Math.ceil((new Date(moment).getTime() - now) / 1000)) : null;
}
