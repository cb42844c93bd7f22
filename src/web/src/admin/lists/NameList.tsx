import { Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconEye, IconEyeOff, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { IconButton } from '../../shared/IconButton';
import styles from './Lists.module.css';
import { listWords as words } from './words';

export interface NamedItem { key?: string; name: string; hidden?: boolean }

interface Props {
  items: NamedItem[];
  onChange: (items: NamedItem[]) => void;
  add: { label: string; hint: string };
  /** Items are hidden and shown again; else they are taken off the list. */
  hides?: boolean;
  most: number;
  beside?: (item: NamedItem) => ReactNode;
}

/** Names in an order: renamed in place, moved up and down, added at the end, hidden or taken off. */
export function NameList({ items, onChange, add, hides = false, most, beside }: Props) {
  const [next, setNext] = useState('');
  const change = (at: number, part: Partial<NamedItem>) => onChange(items.with(at, { ...items[at]!, ...part }));
  const swap = (at: number, to: number) => onChange(items.with(at, items[to]!).with(to, items[at]!));
  const put = () => { if (next.trim() !== '') { onChange([...items, { name: next.trim() }]); setNext(''); } };
  return (
    <>
      <ul className={styles.list}>
        {items.map((item, at) => (
          <li key={item.key ?? `new ${at}`} data-hidden={item.hidden || undefined}>
            <TextInput aria-label={words.nameOf(at + 1)} maxLength={most} value={item.name} onChange={(event) => change(at, { name: event.currentTarget.value })} />
            {beside && <span className={styles.key}>{beside(item)}</span>}
            <IconButton label={words.up(item.name)} size={32} disabled={at === 0} onClick={() => swap(at, at - 1)}><IconArrowUp size={17} stroke={1.7} aria-hidden="true" /></IconButton>
            <IconButton label={words.down(item.name)} size={32} disabled={at === items.length - 1} onClick={() => swap(at, at + 1)}><IconArrowDown size={17} stroke={1.7} aria-hidden="true" /></IconButton>
            {hides && item.key !== undefined ? (
              <IconButton label={item.hidden ? words.show(item.name) : words.hide(item.name)} size={32} onClick={() => change(at, { hidden: !item.hidden })}>
                {item.hidden ? <IconEye size={17} stroke={1.7} aria-hidden="true" /> : <IconEyeOff size={17} stroke={1.7} aria-hidden="true" />}
              </IconButton>
            ) : <IconButton label={words.retire(item.name)} size={32} onClick={() => onChange(items.toSpliced(at, 1))}><IconTrash size={17} stroke={1.7} aria-hidden="true" /></IconButton>}
          </li>
        ))}
      </ul>
      <form className={styles.add} onSubmit={(event) => { event.preventDefault(); put(); }}>
        <TextInput label={add.label} placeholder={add.hint} maxLength={most} value={next} onChange={(event) => setNext(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={next.trim() === ''}>{words.add}</Button>
      </form>
    </>
  );
}
