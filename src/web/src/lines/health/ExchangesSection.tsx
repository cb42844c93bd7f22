import { Button, Switch } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { ExchangeList } from './ExchangeList';
import styles from './Health.module.css';
import { healthWords as words } from './words';

/** Calls made and webhooks received of one connection. */
export function ExchangesSection({ connectionId }: { connectionId: string }) {
  const [failed, setFailed] = useState(false);
  const pages = useInfiniteQuery({
    queryKey: ['connections', connectionId, 'exchanges', failed],
    queryFn: ({ pageParam, signal }) => call('GET /connections/{id}/exchanges', { path: { id: connectionId }, query: { failed, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return (
    <Section flush title={words.exchanges} line={words.exchangesLine}>
      <div className={styles.head}><Switch label={words.failedOnly} checked={failed} onChange={(event) => setFailed(event.currentTarget.checked)} /></div>
      <Reading of={pages}>{({ pages: all }) => {
        const items = all.flatMap((page) => page.items);
        return items.length === 0 ? <p className={styles.none}>{failed ? words.allWell : words.noExchanges}</p> : <ExchangeList label={words.exchanges} exchanges={items} />;
      }}</Reading>
      {pages.hasNextPage && <div className={styles.foot}><Button variant="default" size="compact-sm" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{words.older}</Button></div>}
    </Section>
  );
}
