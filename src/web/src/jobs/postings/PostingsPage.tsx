import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBriefcase, IconLink, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { SectionTabs } from '../../frame/SectionTabs';
import { useMay } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Rows } from '../../shared/page/Rows';
import { StatusPill } from '../../shared/StatusPill';
import { Time } from '../../shared/words/Time';
import { copyLink } from '../copyLink';
import styles from '../Jobs.module.css';
import { Listed } from '../Listed';
import { ListTools, openOf, type Shown } from '../ListTools';
import { usePostings } from '../reading';
import type { Posting } from '../routes';
import { jobsWords as words } from '../words';
import { PostingForm } from './PostingForm';

/** What people can apply for. */
export default function PostingsPage() {
  const [q, setQ] = useState('');
  const [shown, setShown] = useState<Shown>('open');
  const [adding, setAdding] = useState(false);
  const [asked] = useDebouncedValue(q.trim(), 200);
  const mayEdit = useMay('edit_people');
  const read = usePostings({ q: asked, open: openOf(shown) });
  const add = mayEdit && <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>{words.newPosting}</Button>;
  return (
    <Page>
      <PageHead title={words.postings} line={words.postingsLine}>{add}</PageHead>
      <SectionTabs root="/jobs" label={words.section} />
      <ListTools q={q} shown={shown} onQ={setQ} onShown={setShown} />
      <Listed of={read} onClear={asked !== '' || shown === 'closed' ? () => { setQ(''); setShown('open'); } : undefined}
        empty={<EmptyState icon={<IconBriefcase size={26} stroke={1.6} />} title={words.postingsNone} line={words.postingsNoneLine}>{add}</EmptyState>}>
        {(rows) => <Table rows={rows} />}
      </Listed>
      {adding && <PostingForm onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Table({ rows }: { rows: Posting[] }) {
  return (
    <Rows label={words.postings} rows={rows} keyOf={(posting) => posting.id} columns={[
      {
        key: 'title', head: words.posting, width: '38%', cell: ({ id, title, company, location, pay }) => (
          <span className={styles.name}><Link href={`/jobs/postings/${id}`}>{title}</Link><span>{[company, location, pay].filter(Boolean).join(' · ')}</span></span>
        ),
      },
      { key: 'state', head: words.state, cell: ({ isOpen }) => <StatusPill tone={isOpen ? 'good' : 'calm'}>{isOpen ? words.open : words.closed}</StatusPill> },
      { key: 'applicants', head: words.applicants, cell: ({ applicants, newApplicants }) => words.counted(applicants, newApplicants) },
      { key: 'added', named: true, head: words.added, cell: ({ createdAt }) => <Time at={createdAt} /> },
      {
        key: 'do', head: '', end: true, cell: ({ title, applyPath }) => (
          <Button size="compact-sm" variant="default" leftSection={<IconLink size={15} aria-hidden="true" />} aria-label={`${words.copyLink}: ${title}`} onClick={() => void copyLink(applyPath)}>{words.copyLink}</Button>
        ),
      },
    ]} />
  );
}
