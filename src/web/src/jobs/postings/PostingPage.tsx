import { Button } from '@mantine/core';
import { IconExternalLink, IconLink, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams } from 'wouter';
import { call } from '../../api/client';
import { openSend } from '../../sending/window/openSend';
import { useMay } from '../../session/session';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { useChange } from '../../shared/form/useChange';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Section } from '../../shared/page/Section';
import { ListSkeleton } from '../../shared/Skeletons';
import { StatusPill } from '../../shared/StatusPill';
import { ApplicantsSection } from '../applicants/ApplicantsSection';
import { copyLink } from '../copyLink';
import styles from '../Jobs.module.css';
import { usePosting } from '../reading';
import type { Posting, Stage } from '../routes';
import { jobsWords as words } from '../words';
import { PostingForm } from './PostingForm';

const back = { href: '/jobs/postings', words: words.postings };

/** One posting with its form and its applicants. */
export default function PostingPage() {
  const { id = '' } = useParams();
  const read = usePosting(id);
  if (read.data) return <Loaded posting={read.data} />;
  return (
    <Page>
      <PageHead title={words.posting} back={back} />
      <Section>{read.isError ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} /> : <ListSkeleton />}</Section>
    </Page>
  );
}

function Loaded({ posting }: { posting: Posting }) {
  const [editing, setEditing] = useState(false);
  const [stage, setStage] = useState<Stage | ''>('');
  const may = { edit: useMay('edit_people'), text: useMay('text') };
  const open = useChange((isOpen: boolean) => call('PATCH /postings/{id}', { path: { id: posting.id }, body: { isOpen } }),
    { done: ({ isOpen }) => (isOpen ? words.openDone : words.closedDone), again: [['jobs']] });
  const share = <Button variant="default" leftSection={<IconLink size={17} aria-hidden="true" />} onClick={() => void copyLink(posting.applyPath)}>{words.copyLink}</Button>;
  return (
    <Page>
      <PageHead title={posting.title} back={back} line={<>
        <StatusPill tone={posting.isOpen ? 'good' : 'calm'}>{posting.isOpen ? words.open : words.closed}</StatusPill>{' '}
        {[posting.company, posting.location, posting.pay, posting.branch.name].filter(Boolean).join(' · ')}
      </>}>
        {may.text && posting.applicants > 1 && <Button onClick={() => openSend({ title: posting.title, postingId: posting.id, ...(stage === '' ? {} : { stage }) })}>{words.textAll}</Button>}
        {share}
        <Button variant="default" component="a" href={posting.applyPath} target="_blank" rel="noreferrer" leftSection={<IconExternalLink size={17} aria-hidden="true" />}>{words.openForm}</Button>
        {may.edit && <Button variant="default" onClick={() => setEditing(true)}>{words.edit}</Button>}
        {may.edit && <Button variant="default" loading={open.isPending} onClick={() => open.mutate(!posting.isOpen)}>{posting.isOpen ? words.close : words.reopen}</Button>}
      </PageHead>
      {posting.description && <div className={styles.above}><Section><p className={styles.about}>{posting.description}</p></Section></div>}
      <ApplicantsSection posting={posting.id} onStage={setStage}
        empty={<EmptyState icon={<IconUsers size={26} stroke={1.6} />} title={words.applicantsNone} line={words.applicantsNoneLine}>{share}</EmptyState>} />
      {editing && <PostingForm posting={posting} onClose={() => setEditing(false)} />}
    </Page>
  );
}
