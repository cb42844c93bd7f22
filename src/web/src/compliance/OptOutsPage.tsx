import { Button } from '@mantine/core';
import { IconMessageOff, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/client';
import type { OptOut } from '../api/peopleTypes';
import { useMay } from '../session/session';
import { EmptyState } from '../shared/EmptyState';
import { ErrorState } from '../shared/ErrorState';
import { PhoneText } from '../shared/words/PhoneText';
import { ListSkeleton } from '../shared/Skeletons';
import { Time } from '../shared/words/Time';
import { Page } from '../shared/page/Page';
import { PageHead } from '../shared/page/PageHead';
import { Rows } from '../shared/page/Rows';
import { Section } from '../shared/page/Section';
import { AddOptOut } from './AddOptOut';
import { BringInOptOuts } from './BringInOptOuts';
import styles from './OptOuts.module.css';
import { complianceWords as words } from './words';

/** Every number that opted out, newest first. */
export default function OptOutsPage() {
  const [adding, setAdding] = useState(false);
  const may = { add: useMay('edit_people'), import: useMay('import') };
  const read = useInfiniteQuery({
    queryKey: ['opt-outs'],
    queryFn: ({ pageParam, signal }) => call('GET /opt-outs', { query: { cursor: pageParam, limit: 100 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const rows = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page>
      <PageHead title={words.optOuts} line={words.optOutsLine}>
        {may.import && <BringInOptOuts />}
        {may.add && <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>{words.add}</Button>}
      </PageHead>
      <Section flush>
        {read.isPending ? <ListSkeleton /> : read.isError && rows.length === 0 ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
          : rows.length === 0 ? <EmptyState icon={<IconMessageOff size={26} stroke={1.6} />} title={words.none} line={words.noneLine} /> : <Table rows={rows} />}
      </Section>
      {read.hasNextPage && <div className={styles.more}><Button variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{words.more}</Button></div>}
      {adding && <AddOptOut onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Table({ rows }: { rows: OptOut[] }) {
  return (
    <Rows label={words.optOuts} rows={rows} keyOf={(row) => row.number} columns={[
      {
        key: 'who', head: words.who, width: '30%', cell: (row) => (
          <span className={styles.who}>
            {row.people.map((person) => <Link key={person.id} href={`/people/${person.id}`}>{person.name}</Link>)}
            {row.people.length === 0 && <b>{words.unknown}</b>}
            <PhoneText number={row.number} />
          </span>
        ),
      },
      { key: 'when', head: words.when, cell: (row) => row.at && <Time at={row.at} as="moment" /> },
      { key: 'how', head: words.how, cell: (row) => row.how && (words.hows[row.how] ?? row.how) },
      { key: 'words', head: words.words, width: '34%', cell: (row) => row.words && `“${row.words}”` },
    ]} />
  );
}
