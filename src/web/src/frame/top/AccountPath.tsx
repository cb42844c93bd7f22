import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useSession } from '../../session/session';
import styles from './AccountPath.module.css';
import { frameWords as words } from '../words';

/** The account one stands in, a menu when there is more than one organisation. */
export function AccountPath() {
  const { account, organisation, organisations } = useSession();
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: (organisationId: string) => call('POST /session/organisation', { body: { organisationId } }),
    onSuccess: () => queries.resetQueries(),
  });
  const path = account.path.length > 0 ? account.path : [organisation.name];
  const drawn = <span className={styles.path} title={path.join(' › ')}>{path.join(' › ')}</span>;
  if (organisations.length < 2) return drawn;
  return (
    <Menu position="right-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.button} aria-label={`${words.accountMenu}: ${path.join(' › ')}`}>
          {drawn}<IconSelector size={12} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.accountMenu}</Menu.Label>
        {organisations.map((each) => (
          <Menu.Item key={each.id} disabled={each.id === organisation.id} onClick={() => move.mutate(each.id)}
            rightSection={each.id === organisation.id ? <IconCheck size={16} /> : each.isDemo ? words.demo : null}>
            {each.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
