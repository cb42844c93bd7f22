import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { call } from '../../api/client';
import type { ConversationRow } from '../../api/types';
import { EmptyState } from '../../shared/EmptyState';
import { Reading } from '../../shared/page/Reading';
import { Rows } from '../../shared/page/Rows';
import { Section } from '../../shared/page/Section';
import { Time } from '../../shared/words/Time';
import { AdminPage } from '../AdminPage';
import { useTextingUsers } from './reading';
import styles from './Texting.module.css';
import { textingWords as words } from './words';

/** The conversations on a user's number, as far as one may read them: names lead to the record, each opens in the inbox. */
export default function UserConversationsPage() {
  const { id = '' } = useParams<{ id: string }>();
  const user = useTextingUsers().data?.find((each) => each.userId === id);
  const found = useQuery({
    queryKey: ['conversations', 'of-line', user?.lineId], enabled: user !== undefined,
    queryFn: ({ signal }) => call('GET /conversations', { query: { view: 'team', lineId: user!.lineId, limit: 200 }, signal }), select: ({ items }) => items,
  });
  return (
    <AdminPage title={user ? words.conversationsOf(user.name) : words.conversations} back={{ href: '/admin/texting', words: words.title }}>
      <Section flush>
        <Reading of={found}>{(all) => (all.length === 0 ? <EmptyState icon={<IconMessages size={26} stroke={1.6} />} title={words.none} line={words.mayNot} /> : <List rows={all} />)}</Reading>
      </Section>
    </AdminPage>
  );
}

function List({ rows }: { rows: ConversationRow[] }) {
  return (
    <Rows label={words.conversations} rows={rows} keyOf={(row) => row.id} columns={[
      { key: 'name', head: words.user, width: '30%', cell: (row) => (row.person ? <Link href={`/people/${row.person.id}`} className={styles.person}>{row.title}</Link> : row.title) },
      { key: 'last', head: words.conversations, cell: (row) => <span className={styles.preview}>{row.preview}</span>, hideOnPhone: true },
      { key: 'at', head: '', cell: (row) => <Time at={row.lastAt} as="short" /> },
      { key: 'do', head: '', end: true, cell: (row) => <Button component={Link} href={`/inbox/${row.id}`} size="compact-sm" variant="default">{words.viewOne}</Button> },
    ]} />
  );
}
