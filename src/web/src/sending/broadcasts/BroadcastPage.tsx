import { useParams } from 'wouter';
import { ErrorState } from '../../shared/ErrorState';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { AskSupport } from '../../support/AskSupport';
import { Section } from '../../shared/page/Section';
import { ListSkeleton } from '../../shared/Skeletons';
import type { Broadcast } from '../../api/broadcastTypes';
import { broadcastWords as words } from '../pageWords';
import { Actions } from './Actions';
import styles from './Broadcast.module.css';
import { State } from './BroadcastsPage';
import { useBroadcast } from './reading';
import { Recipients } from './Recipients';

/** One broadcast: how far it is, who answered, who did not get it and why. */
export default function BroadcastPage() {
  const { id = '' } = useParams();
  const { data, error, isError, refetch } = useBroadcast(id);
  if (isError && !data) return <Page><ErrorState problem={error} onRetry={() => void refetch()} /></Page>;
  if (!data) return <Page><ListSkeleton rows={8} /></Page>;
  const { stopped } = data;
  return (
    <Page>
      <PageHead title={data.title} back={{ href: '/sending/broadcasts', words: words.back }} line={<State row={data} />}><Actions broadcast={data} /></PageHead>
      {stopped && <p className={styles.stopped} role="status">{data.state === 'paused' ? words.pausedBy(stopped.by ?? '', stopped.reason) : words.cancelledBy(stopped.by ?? '')}</p>}
      <Section>
        <p className={styles.body}>{data.body}</p>
        <Counts of={data} />
        {data.counts.notDelivered + data.counts.notTexted > 0 && <AskSupport about="broadcasts" id={data.id} />}
      </Section>
      <Recipients broadcast={data} />
    </Page>
  );
}

function Counts({ of: { counts } }: { of: Broadcast }) {
  const shown = [['total', counts.total], ['delivered', counts.delivered], ['replied', counts.replied], ['notDelivered', counts.notDelivered], ['notTexted', counts.notTexted], ['waiting', counts.waiting]] as const;
  return (
    <dl className={styles.counts}>
      {shown.map(([key, value]) => <div key={key} data-bad={(key === 'notDelivered' && value > 0) || undefined}><dt>{words.counts[key]}</dt><dd>{value.toLocaleString('en-US')}</dd></div>)}
    </dl>
  );
}
