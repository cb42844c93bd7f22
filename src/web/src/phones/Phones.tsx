import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDeviceMobile, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import type { PhoneRow } from '../api/phoneTypes';
import { Avatar } from '../shared/Avatar';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { phoneWords } from '../shared/words/phone';
import { ListSkeleton } from '../shared/Skeletons';
import { Time } from '../shared/words/Time';
import { FaultsMenu } from './FaultsMenu';
import { Handset } from './Handset';
import styles from './Phones.module.css';
import { usePhones } from './reading';
import { phonesWords as words } from './words';

/** The virtual handsets of simulated lines: a list, and the phone that was chosen. */
export default function Phones() {
  const chosen = useParams<{ number?: string }>().number;
  const number = chosen === undefined ? undefined : decodeURIComponent(chosen);
  return (
    <div className={styles.phones} data-open={number !== undefined || undefined}>
      <h1 className="unseen">{words.title}</h1>
      <PhoneList chosen={number} />
      <div className={styles.desk}>
        {number !== undefined
          ? <Handset key={number} number={number} />
          : <EmptyState icon={<IconDeviceMobile size={26} stroke={1.6} />} title={words.choose} line={words.chooseLine} />}
      </div>
    </div>
  );
}

function PhoneList({ chosen }: { chosen: string | undefined }) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 150);
  const phones = usePhones(q);
  const items = phones.data?.items ?? [];
  return (
    <section className={styles.pane} aria-label={words.title}>
      <div className={styles.head}><span className={styles.title} aria-hidden="true">{words.title}</span><FaultsMenu /></div>
      <p className={styles.line}>{words.line}</p>
      <TextInput className={styles.search} aria-label={words.search} placeholder={words.search} leftSection={<IconSearch size={17} stroke={1.8} />}
        value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      {phones.isPending && <ListSkeleton />}
      {phones.isError && items.length === 0 && <ErrorState problem={phones.error} onRetry={() => void phones.refetch()} />}
      {phones.isSuccess && items.length === 0 && <EmptyState title={q === '' ? words.none : words.noMatch} line={q === '' ? words.noneLine : undefined} />}
      <ul className={styles.list} aria-label={words.list}>{items.map((phone) => <Row key={phone.number} phone={phone} here={phone.number === chosen} />)}</ul>
    </section>
  );
}

function Row({ phone, here }: { phone: PhoneRow; here: boolean }) {
  const name = phone.name ?? phoneWords(phone.number);
  return (
    <li>
      <Link href={`/phones/${encodeURIComponent(phone.number)}`} className={styles.row} aria-current={here || undefined} data-unread={phone.unread > 0 || undefined}>
        <Avatar name={name} of={phone.personId ?? phone.number} size={36} />
        <span className={styles.words}>
          <span className={styles.top}><b>{name}</b>{phone.last && <Time at={phone.last.at} className={styles.time} />}</span>
          <span className={styles.preview}>{phone.last?.body ?? phoneWords(phone.number)}</span>
        </span>
        {phone.unread > 0 && <span className={styles.new}>{words.unread}</span>}
      </Link>
    </li>
  );
}
