import { IconSearch, IconX } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/client';
import type { FoundText, PersonRow } from '../../api/types';
import { startConversation } from '../../conversations/reading';
import { showProblem } from '../../conversations/changing';
import { Avatar } from '../../shared/Avatar';
import { Highlight, Snippet } from '../../shared/Highlight';
import { phoneWords } from '../../shared/words/phone';
import { Time } from '../../shared/words/Time';
import { useKeys } from '../keys';
import styles from './SearchBox.module.css';
import { frameWords as words } from '../words';

// As many as one answer of the server holds at most.
const most = 30;

interface Hit { key: string; group: string; drawn: ReactNode; open: () => void }

/** Finds people and messages while one types; `/` goes there from anywhere. */
export function SearchBox() {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [q] = useDebouncedValue(typed.trim(), 150);
  const found = useFound(q, open);
  const close = () => { setOpen(false); input.current?.blur(); };
  const hits = useHits(found.data?.pages, q, () => { setTyped(''); close(); });
  const shown = open && q.length > 1 && found.data !== undefined;
  useKeys({ '/': () => input.current?.focus() });

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return close();
    if (event.key === 'Enter') return hits[at]?.open();
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setAt((now) => (now + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % Math.max(hits.length, 1));
  };

  return (
    <search className={styles.search} onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false); }}>
      <IconSearch size={18} stroke={1.8} aria-hidden="true" className={styles.glass} />
      <input ref={input} className={styles.input} type="text" role="combobox" aria-label={words.search} placeholder={words.search}
        aria-expanded={shown} aria-controls={list} aria-activedescendant={shown && hits[at] ? `${list}-${at}` : undefined} aria-autocomplete="list"
        autoComplete="off" spellCheck={false} value={typed} onKeyDown={press} onFocus={() => setOpen(true)}
        onChange={(event) => { setTyped(event.target.value); setAt(0); setOpen(true); }} />
      {typed === ''
        ? <kbd className={styles.key} aria-hidden="true">/</kbd>
        : <button type="button" className={styles.clear} aria-label={words.searchClear} onClick={() => { setTyped(''); input.current?.focus(); }}><IconX size={16} aria-hidden="true" /></button>}
      <div id={list} role="listbox" aria-label={words.searchShort} className={styles.results} hidden={!shown}>
        {shown && hits.length === 0 && (
          <div role="option" aria-selected="false" aria-disabled="true" className={styles.none}>{found.hasNextPage ? words.searchOlder : <><b>{words.searchNone(q)}</b>{words.searchNoneLine}</>}</div>
        )}
        {shown && hits.map((hit, index) => (
          <div key={hit.key} role="presentation">
            {hit.group !== hits[index - 1]?.group && <div className={styles.group} role="presentation">{hit.group}</div>}
            <div id={`${list}-${index}`} role="option" aria-selected={index === at} className={styles.hit}
              onMouseMove={() => setAt(index)} onMouseDown={(event) => event.preventDefault()} onClick={hit.open}>{hit.drawn}</div>
          </div>
        ))}
      </div>
    </search>
  );
}

interface Found { people: PersonRow[]; messages: FoundText[]; next: string | null }

/** What a search has found so far. A rare phrase makes the server go back through years: it answers in parts, and we ask on while the box is open. */
function useFound(q: string, open: boolean) {
  const found = useInfiniteQuery({
    queryKey: ['search', q],
    queryFn: ({ pageParam, signal }) => (pageParam === '' ? find(q, signal) : findOlder(q, pageParam, signal)),
    initialPageParam: '',
    getNextPageParam: (last, all) => (all.reduce((count, one) => count + one.messages.length, 0) < most ? last.next : null),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage } = found;
  useEffect(() => {
    if (open && hasNextPage && !isFetching && !isError && !isPlaceholderData) void fetchNextPage();
  }, [open, hasNextPage, isFetching, isError, isPlaceholderData, fetchNextPage]);
  return found;
}

async function findOlder(q: string, before: string, signal: AbortSignal): Promise<Found> {
  return { people: [], ...await call('GET /search/messages', { query: { q, before }, signal }) };
}

/** People and messages at once; where one of them may not be read the other is still found. */
async function find(q: string, signal: AbortSignal): Promise<Found> {
  const [people, messages] = await Promise.allSettled([
    call('GET /people', { query: { q, limit: 6 }, signal }), call('GET /search/messages', { query: { q }, signal }),
  ]);
  if (people.status === 'rejected' && messages.status === 'rejected') throw messages.reason;
  return {
    people: people.status === 'fulfilled' ? people.value.items : [],
    ...(messages.status === 'fulfilled' ? messages.value : { messages: [], next: null }),
  };
}

function useHits(found: Found[] | undefined, q: string, onOpened: () => void): Hit[] {
  const [, go] = useLocation();
  return useMemo(() => {
    if (!found) return [];
    const openPerson = async (person: PersonRow) => {
      onOpened();
      await startConversation({ personId: person.id }).then((id) => go(`/inbox/${id}`), showProblem);
    };
    return [
      ...found.flatMap((part) => part.people).map((person) => ({
        key: `p${person.id}`, group: words.searchPeople, drawn: <PersonHit person={person} q={q} />, open: () => void openPerson(person),
      })),
      ...found.flatMap((part) => part.messages).map((text) => ({
        key: `m${text.messageId}`,
        group: words.searchMessages,
        drawn: (
          <>
            <Avatar name={text.title} of={text.conversationId} size={32} />
            <span className={styles.words}><b>{text.title}</b><span><Snippet text={text.snippet} /></span></span>
            <Time at={text.at} className={styles.aside} />
          </>
        ),
        open: () => { onOpened(); go(`/inbox/${text.conversationId}${text.seq === null ? '' : `?at=${text.seq}`}`); },
      })),
    ];
    // onOpened only closes this box: a new one each time is the same to a hit
  }, [found, q, go]);
}

function PersonHit({ person, q }: { person: PersonRow; q: string }) {
  const aside = [person.company, person.number?.number && phoneWords(person.number.number)].filter(Boolean).join(' · ');
  return (
    <>
      <Avatar name={person.name} of={person.id} size={32} />
      <span className={styles.words}><b><Highlight text={person.name} of={q} /></b><span><Highlight text={aside} of={q} /></span></span>
    </>
  );
}
