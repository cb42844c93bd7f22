import { Menu } from '@mantine/core';
import { IconArrowLeft, IconArrowUp, IconMessage, IconPhoto } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { call } from '../api/client';
import type { Phone, PhoneMessage } from '../api/phoneTypes';
import { showProblem } from '../conversations/changing';
import { useSession } from '../session/session';
import { Avatar } from '../shared/Avatar';
import { ErrorState } from '../shared/ErrorState';
import { IconButton } from '../shared/IconButton';
import { phoneWords } from '../shared/words/phone';
import { dayWords, isSameDay, timeOfDay } from '../shared/words/time';
import styles from './Handset.module.css';
import { usePhone } from './reading';
import { tickTask } from './tryItTasks';
import { phonesWords as words } from './words';

/** One person's phone: what arrived, and answering as that person. */
export function Handset({ number }: { number: string }) {
  const phone = usePhone(number);
  const { lines } = useSession();
  const [, go] = useLocation();
  const texts = phone.data?.messages ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const other = chosen ?? texts.at(-1)?.other ?? lines[0]?.number;
  const name = phone.data?.name ?? phoneWords(number);
  const isAnswered = texts.some(({ fromPhone }) => fromPhone) && texts.at(-1)?.fromPhone === false;
  useEffect(() => { if (isAnswered) tickTask('answer'); }, [isAnswered]);

  if (phone.isError && !phone.data) return <ErrorState problem={phone.error} onRetry={() => void phone.refetch()} />;
  return (
    <article className={styles.handset} aria-label={words.handset(name)}>
      <header className={styles.top}>
        <IconButton label={words.back} className={styles.back} onClick={() => go('/phones')}><IconArrowLeft size={20} stroke={1.8} /></IconButton>
        <Avatar name={name} of={number} size={34} />
        <span className={styles.who}><b>{name}</b><span>{phoneWords(number)}</span></span>
        {phone.data?.conversationId && <IconButton label={words.openConversation} onClick={() => go(`/inbox/${phone.data.conversationId}`)}><IconMessage size={20} stroke={1.7} /></IconButton>}
      </header>
      <div className={styles.screen} tabIndex={0} role="log" aria-label={words.screen}>
        <div>
          {phone.isSuccess && texts.length === 0 && <p className={styles.empty}>{words.empty}</p>}
          {texts.map((text, at) => <Text key={text.id} text={text} before={texts[at - 1]} several={isSeveral(phone.data)} />)}
        </div>
      </div>
      {other && <Answer number={number} name={name} other={other} others={linesOf(phone.data, lines.map((line) => line.number))} onOther={setChosen} />}
    </article>
  );
}

const linesOf = (phone: Phone | undefined, all: string[]) => [...new Set([...(phone?.messages.map(({ other }) => other) ?? []), ...all])];

const isSeveral = (phone: Phone | undefined) => new Set(phone?.messages.map(({ other }) => other)).size > 1;

function Text({ text, before, several }: { text: PhoneMessage; before: PhoneMessage | undefined; several: boolean }) {
  const at = new Date(text.at);
  const newDay = !before || !isSameDay(new Date(before.at), at);
  const late = newDay || at.getTime() - Date.parse(before.at) > 30 * 60_000 || (several && before.other !== text.other);
  return (
    <>
      {late && <p className={styles.when}>{newDay ? `${dayWords(at, new Date())} ` : ''}{timeOfDay(at)}{several ? ` · ${text.lineName ?? phoneWords(text.other)}` : ''}</p>}
      <div className={styles.text} data-mine={text.fromPhone || undefined}>
        {text.media.map((address) => <Picture key={address} address={address} />)}
        {text.body !== '' && <p dir="auto">{text.body}</p>}
      </div>
    </>
  );
}

/** A picture that arrived or was sent; what is no picture becomes a link. */
function Picture({ address }: { address: string }) {
  const [isPicture, setIsPicture] = useState(true);
  // The carrier names its own host; it is this server, and the content policy allows no other
  const here = new URL(address, location.href).pathname;
  return isPicture ? <img src={here} alt={words.pictureOf} onError={() => setIsPicture(false)} /> : <a href={here}>{words.pictureOf}</a>;
}

interface AnswerProps { number: string; name: string; other: string; others: string[]; onOther: (number: string) => void }

function Answer({ number, name, other, others, onOther }: AnswerProps) {
  const [body, setBody] = useState('');
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (text: { body: string; mediaUrl?: string }) => call('POST /phones/{number}/messages', { path: { number }, body: { to: other, ...text } }),
    onSuccess: (_, text) => {
      if (/^\s*stop\s*$/i.test(text.body)) tickTask('stop');
      return queries.invalidateQueries({ queryKey: ['phones'] });
    },
    onError: showProblem,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body.trim() === '') return;
    send.mutate({ body: body.trim() });
    setBody('');
  };
  return (
    <form className={styles.answer} onSubmit={submit}>
      {others.length > 1 && (
        <label className={styles.to}>{words.to}
          <select value={other} onChange={(event) => onOther(event.target.value)}>{others.map((each) => <option key={each} value={each}>{phoneWords(each)}</option>)}</select>
        </label>
      )}
      <div className={styles.quick} role="group" aria-label={words.quickLabel}>
        {words.quick.map((each) => <button key={each} type="button" onClick={() => send.mutate({ body: each })}>{each}</button>)}
      </div>
      <div className={styles.box}>
        <Menu position="top-start">
          <Menu.Target><IconButton label={words.picture}><IconPhoto size={20} stroke={1.7} /></IconButton></Menu.Target>
          <Menu.Dropdown>
            {Object.entries(words.pictures).map(([file, name]) => <Menu.Item key={file} onClick={() => send.mutate({ body: '', mediaUrl: file })}>{name}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
        <input aria-label={words.answerLabel(name)} placeholder={words.answer} value={body} autoComplete="off" onChange={(event) => setBody(event.target.value)} />
        <button type="submit" className={styles.send} aria-label={words.send} disabled={body.trim() === ''}><IconArrowUp size={18} stroke={2.4} aria-hidden="true" /></button>
      </div>
    </form>
  );
}
