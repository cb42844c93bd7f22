import { IconUsers } from '@tabler/icons-react';
import { SectionTabs } from '../../frame/SectionTabs';
import { EmptyState } from '../../shared/EmptyState';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { ApplicantsSection } from '../applicants/ApplicantsSection';
import { jobsWords as words } from '../words';

/** Everybody who ever applied. */
export default function PoolPage() {
  return (
    <Page>
      <PageHead title={words.pool} line={words.poolLine} />
      <SectionTabs root="/jobs" label={words.section} />
      <ApplicantsSection posting={null} empty={<EmptyState icon={<IconUsers size={26} stroke={1.6} />} title={words.poolNone} line={words.poolNoneLine} />} />
    </Page>
  );
}
