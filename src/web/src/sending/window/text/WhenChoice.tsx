import { Button, Popover, Select, TextInput } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import styles from '../SendWindow.module.css';
import type { Sending } from '../useSendWindow';
import { dayAndTime, earlierOn, inputOf, tomorrowEvening } from './when';
import { sendWords as words } from '../words';

const expiries = { none: null, h1: 60, h4: 240, d1: 1440 } as const;

/** Now, or a time that comes round on each person's own clock; who would be held then is said before it is saved. */
export function WhenChoice({ sending: { asked, change, preview, schedule } }: { sending: Sending }) {
  const [open, setOpen] = useState(schedule && !asked.localTime);
  const [time, setTime] = useState(() => asked.localTime?.slice(0, 16) ?? tomorrowEvening(new Date()));
  const set = () => { change({ localTime: `${time}:00` }); setOpen(false); };
  const held = asked.localTime ? preview.data?.people.filter(({ state, words: why }) => state === 'later' && why !== null) ?? [] : [];
  const places = preview.data?.laterAt.map(({ place }) => place) ?? [];
  return (
    <div className={styles.when}>
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus zIndex={160} width={300}>
        <Popover.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconClock size={16} stroke={1.8} aria-hidden="true" />} onClick={() => setOpen(!open)}>
            {asked.localTime ? words.scheduleAt(dayAndTime(asked.localTime)) : words.schedule}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <form className={styles.whenForm} onSubmit={(event) => { event.preventDefault(); set(); }}>
            <p>{words.scheduleLine}</p>
            <TextInput type="datetime-local" label={words.when} value={time} min={inputOf(new Date())} onChange={(event) => setTime(event.currentTarget.value)} />
            <Select label={words.expires} allowDeselect={false} comboboxProps={{ withinPortal: false }} value={keyOf(asked.expiresAfterMinutes)}
              data={(Object.keys(expiries) as (keyof typeof expiries)[]).map((value) => ({ value, label: words.expiry[value] }))}
              onChange={(value) => change({ expiresAfterMinutes: expiries[value as keyof typeof expiries] })} />
            <Button type="submit">{words.set}</Button>
          </form>
        </Popover.Dropdown>
      </Popover>
      {asked.localTime && <Button size="compact-sm" variant="subtle" color="gray" onClick={() => change({ localTime: null, otherTimes: {}, expiresAfterMinutes: null })}>{words.sendNow}</Button>}
      {held.length > 0 && (
        <p className={styles.held}>
          {words.held(held.length, dayAndTime(asked.localTime!), places.join(', '))}{' '}
          <button type="button" onClick={() => change({ otherTimes: Object.fromEntries(held.map(({ id }) => [id, earlierOn(asked.localTime!)])) })}>{words.heldInstead(dayAndTime(earlierOn(asked.localTime!)))}</button>{' '}
          <button type="button" onClick={() => change({ without: [...(asked.without ?? []), ...held.map(({ id }) => id)] })}>{words.leaveOut}</button>
        </p>
      )}
    </div>
  );
}

const keyOf = (minutes?: number | null) => (Object.keys(expiries) as (keyof typeof expiries)[]).find((key) => expiries[key] === (minutes ?? null)) ?? 'none';
