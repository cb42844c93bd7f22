import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { agoWords } from '../../shared/words/time';
import { useNow } from '../../shared/words/useNow';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import { ChecksList } from '../ChecksList';
import { useHealth } from '../reading';
import { adminWords as words } from '../words';

/** Whether everything works, check by check. */
export default function HealthPage() {
  const health = useHealth();
  const now = Math.max(useNow(), health.dataUpdatedAt);
  const wrong = health.data?.checks.filter((check) => check.state !== 'ok').length ?? 0;
  const ago = agoWords(now - (health.data?.checkedAt ? new Date(health.data.checkedAt).getTime() : health.dataUpdatedAt));
  return (
    <AdminPage title={words.health} line={health.data ? (wrong === 0 ? words.allWell(ago) : words.someWarn(wrong, ago)) : words.healthLine}
      actions={<Button variant="default" loading={health.isFetching} leftSection={<IconRefresh size={17} aria-hidden="true" />} onClick={() => void health.refetch()}>{words.checkAgain}</Button>}>
      <Section flush><Reading of={health}>{({ checks }) => <ChecksList checks={checks} />}</Reading></Section>
    </AdminPage>
  );
}
