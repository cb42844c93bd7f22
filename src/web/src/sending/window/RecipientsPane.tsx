import { ActionIcon, Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconAlertCircleFilled, IconClock, IconCopy, IconDots, IconDownload, IconX } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import type { Preview, PreviewPerson } from '../../api/broadcastTypes';
import { call } from '../../api/client';
import { phoneKindNames } from '../../people/words';
import { Avatar } from '../../shared/Avatar';
import { Pills } from '../../shared/page/Pills';
import { ListSkeleton } from '../../shared/Skeletons';
import { phoneWords } from '../../shared/words/phone';
import { saveCsv } from '../../shared/saveCsv';
import styles from './Recipients.module.css';
import type { Sending } from './useSendWindow';
import { sendWords as words } from './words';

type Group = 'all' | PreviewPerson['state'];

/** Everybody the text is for, each with her number; those who are not texted with the reason and what can be done. */
export function RecipientsPane({ sending }: { sending: Sending }) {
  const { asked, change, preview } = sending;
  const [group, setGroup] = useState<Group>('all');
  const all = preview.data?.people;
  // Those with a reason first: there is something to do.
  const shown = useMemo(() => {
    const order = { not_texted: 0, later: 1, now: 2 };
    return [...(all ?? [])].filter(({ state }) => group === 'all' || state === group).sort((a, b) => order[a.state] - order[b.state]);
  }, [all, group]);
  if (!preview.data) return <div className={styles.pane}><ListSkeleton rows={8} /></div>;
  const counts = { all: preview.data.people.length, now: preview.data.now, later: preview.data.later, not_texted: preview.data.notTexted };
  const without = asked.without ?? [];
  return (
    <section className={styles.pane} aria-label={words.recipients}>
      <div className={styles.groups}>
        <Pills label={words.recipients} value={group} onChange={setGroup} items={(['all', 'now', 'later', 'not_texted'] as const).filter((each) => each === 'all' || counts[each] > 0)
          .map((each) => ({ value: each, name: words.inGroup(words.groups[each], counts[each]), bad: each === 'not_texted' }))} />
        <ListMenu people={shown} />
      </div>
      {preview.data.gone > 0 && <p className={styles.note}>{words.gone(preview.data.gone)}</p>}
      {without.length > 0 && <p className={styles.note}>{words.leftOut(without.length)} <button type="button" onClick={() => change({ without: [] })}>{words.putBack}</button></p>}
      {preview.data.notTexted > 0 && group === 'not_texted' && <p className={styles.note}><b>{words.cannotTitle(preview.data.notTexted, counts.all)}</b> {counts.all > preview.data.notTexted && words.cannotLine(counts.all - preview.data.notTexted)}</p>}
      <Again preview={preview.data} onAgain={() => change({ sendAgainOnPurpose: true })} />
      {shown.length === 0 ? <p className={styles.note}>{words.nobodyIn}</p>
        : <List people={shown} onRemove={(id) => change({ without: [...without, id] })} onField={(person) => change({ fields: { ...asked.fields, [person.id]: person.otherField! } })} />}
    </section>
  );
}

function Again({ preview, onAgain }: { preview: Preview; onAgain: () => void }) {
  const same = preview.notTextedBy.find(({ code }) => code === 'identical');
  return same && <p className={styles.note}>{words.identical(same.people)} <button type="button" onClick={onAgain}>{words.sendAgain}</button></p>;
}

async function save(rows: string[][]) {
  await call('POST /exports', { body: { list: 'recipients', rows: rows.length } });
  saveCsv('recipients.csv', [['Name', 'Number', 'State', 'Why'], ...rows]);
}

function ListMenu({ people }: { people: PreviewPerson[] }) {
  const rows = people.map(({ name, number, typed, state, words: why }) => [name, number ? phoneWords(number) : typed, words.groups[state], why ?? '']);
  const copy = () => navigator.clipboard.writeText(rows.map((row) => row.join('\t')).join('\n')).then(() => notifications.show({ message: words.copied }));
  return (
    <Menu position="bottom-end" zIndex={160}>
      <Menu.Target><ActionIcon size={32} className={styles.more} aria-label={words.copyList}><IconDots size={18} stroke={1.8} aria-hidden="true" /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden="true" />} onClick={() => void copy()}>{words.copyList}</Menu.Item>
        <Menu.Item leftSection={<IconDownload size={16} aria-hidden="true" />} onClick={() => void save(rows)}>{words.download}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface ListProps { people: PreviewPerson[]; onRemove: (id: string) => void; onField: (person: PreviewPerson) => void }

function List({ people, onRemove, onField }: ListProps) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: people.length, getScrollElement: () => frame.current, estimateSize: (at) => (people[at]!.state === 'now' && people[at]!.also.length === 0 ? 56 : 92), overscan: 10, getItemKey: (at) => people[at]!.id });
  return (
    <div ref={frame} className={styles.list} tabIndex={0} role="list" aria-label={words.recipients}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div key={people[index]!.id} ref={virtual.measureElement} data-index={index} role="listitem" className={styles.place} style={{ transform: `translateY(${start}px)` }}>
            <Row person={people[index]!} onRemove={onRemove} onField={onField} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Row({ person, onRemove, onField }: { person: PreviewPerson } & Omit<ListProps, 'people'>) {
  return (
    <div className={styles.row} data-state={person.state}>
      <Avatar name={person.name} of={person.id} size={32} />
      <div className={styles.who}>
        <span className={styles.name}>{person.name}</span>
        <span className={styles.number}>{person.number ? phoneWords(person.number) : person.typed}{person.field && ` · ${phoneKindNames[person.field]}`}</span>
        {person.words && (
          <span className={styles.why} data-state={person.state}>
            {person.state === 'not_texted' ? <IconAlertCircleFilled size={15} aria-hidden="true" /> : <IconClock size={15} aria-hidden="true" />}{person.words}
          </span>
        )}
        {person.also.length > 0 && <span className={styles.number}>{words.also(person.also)}</span>}
        {person.otherField && <Button size="compact-xs" variant="default" onClick={() => onField(person)}>{words.useOther(phoneKindNames[person.otherField])}</Button>}
      </div>
      <ActionIcon size={30} aria-label={words.remove(person.name)} title={words.remove(person.name)} onClick={() => onRemove(person.id)}><IconX size={16} stroke={2} aria-hidden="true" /></ActionIcon>
    </div>
  );
}
