import { Button, NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import { StatusPill } from '../../shared/StatusPill';
import { useChange } from '../../shared/form/useChange';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { PhoneText } from '../../shared/words/PhoneText';
import { Time } from '../../shared/words/Time';
import { momentWords } from '../../shared/words/time';
import type { Figures } from '../routes';
import styles from './Health.module.css';
import { healthWords as words } from './words';

/** How a provider account is doing: texts by hour, answer times, reasons, numbers. */
export function FiguresSection({ connectionId }: { connectionId: string }) {
  const figures = useQuery({
    queryKey: ['connections', connectionId, 'figures'],
    queryFn: ({ signal }) => call('GET /connections/{id}/figures', { path: { id: connectionId }, signal }),
    refetchInterval: 15_000,
  });
  return <Reading of={figures} rows={4}>{(read) => <><Hours figures={read} /><Problems figures={read} /><Numbers figures={read} connectionId={connectionId} /></>}</Reading>;
}

const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);

function Hours({ figures }: { figures: Figures }) {
  const { hours, lastWebhook } = figures;
  const taken = sum(hours.map((each) => each.accepted)), refused = sum(hours.map((each) => each.refused)), open = sum(hours.map(openIn));
  const quiet = taken + refused + open === 0;
  return (
    <Section flush title={words.figures} line={quiet ? words.quiet : words.figuresLine(taken, refused, open)}>
      {!quiet && <Bars hours={hours} />}
      <ul className={styles.list}>
        <li><span>{words.breaker}</span><span className={styles.answer}><StatusPill tone={figures.downSince ? 'bad' : 'good'}>{figures.downSince ? words.paused : words.working}</StatusPill>{figures.downSince && figures.down}</span></li>
        <li><span>{words.answers}</span><span className={styles.answer}>{words.answersLine(figures.answerP50Ms, figures.answerP95Ms)}</span></li>
        <li><span>{words.lastWebhook}</span><span className={styles.answer}>{lastWebhook ? <Time at={lastWebhook} as="moment" /> : words.never}</span></li>
        {figures.receiptsMissing && <li role="status">{words.noReceipts}</li>}
        {figures.leftOut > 0 && <li>{words.leftOut(figures.leftOut)}</li>}
      </ul>
    </Section>
  );
}

type Hour = Figures['hours'][number];

/** Not taken and not refused: put off, or without a clear answer. */
const openIn = (hour: Hour) => hour.tryAgain + hour.unclear;

function Bars({ hours }: { hours: Hour[] }) {
  const most = Math.max(...hours.map((each) => each.accepted + each.refused + openIn(each)));
  const high = (count: number) => ({ height: `${(count / most) * 100}%` });
  return (
    <div className={styles.chart}>
      <ol className={styles.bars} aria-label={words.figures}>
        {hours.map((each) => {
          const name = words.hourLine(momentWords(new Date(each.at), new Date()), each);
          return (
            <li key={each.at} title={name}>
              <span data-bad style={high(each.refused)} />
              <span data-open style={high(openIn(each))} />
              <span style={high(each.accepted)} />
              <i className="unseen">{name}</i>
            </li>
          );
        })}
      </ol>
      <div className={styles.axis} aria-hidden="true"><span>{words.dayAgo}</span><span>{words.now}</span></div>
    </div>
  );
}

function Problems({ figures: { problems } }: { figures: Figures }) {
  return (
    <Section flush={problems.length > 0} title={words.problems} line={problems.length === 0 ? words.noProblems : undefined}>
      {problems.length > 0 && <ul className={styles.list}>{problems.map((each) => <li key={each.code}><span>{each.words}</span><b>{each.texts.toLocaleString('en-US')}</b></li>)}</ul>}
    </Section>
  );
}

function Numbers({ figures: { numbers, perSecond }, connectionId }: { figures: Figures; connectionId: string }) {
  const [pace, setPace] = useState<number | string>(perSecond ?? 0);
  const save = useChange(() => call('PATCH /connections/{id}', { path: { id: connectionId }, body: { perSecond: Number(pace) } }), { done: words.paceSaved, again: [['connections']] });
  const fine = pace !== '' && Number(pace) >= 0 && Number(pace) <= 1000;
  return (
    <Section flush title={words.numbers}>
      <ul className={styles.list}>{numbers.map((each) => <li key={each.lineId}><span className={styles.name}>{each.name} <PhoneText number={each.value} /></span><span className={styles.answer}>{words.waiting(each.waiting)}</span></li>)}</ul>
      <div className={styles.foot}>
        <NumberInput maw={320} label={words.pace} description={words.paceHint} min={0} max={1000} decimalScale={2} value={pace} onChange={setPace} error={!fine && words.paceMistake} />
        <Button mt="sm" variant="default" size="compact-sm" disabled={!fine} loading={save.isPending} onClick={() => save.mutate(undefined)}>{words.savePace}</Button>
      </div>
    </Section>
  );
}
