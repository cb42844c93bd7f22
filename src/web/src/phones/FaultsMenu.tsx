import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBug, IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client';
import type { FaultMode, Faults } from '../api/phoneTypes';
import { showProblem } from '../conversations/changing';
import styles from './FaultsMenu.module.css';
import { useFaults } from './reading';
import { tickTask } from './tryItTasks';
import { phonesWords as words } from './words';

const modes = Object.keys(words.modes) as FaultMode[];

/** Makes the simulated carrier misbehave in one of the ways real ones do. */
export function FaultsMenu() {
  const faults = useFaults().data;
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (next: Faults) => call('PUT /phones/faults', { body: next }),
    onSuccess: (_, { mode }) => {
      if (mode === 'accept_then_silent') tickTask('break');
      if (mode !== 'none') notifications.show({ message: words.faultOn(words.modes[mode][0]), color: 'yellow' });
      return queries.invalidateQueries({ queryKey: ['phones', 'faults'] });
    },
    onError: showProblem,
  });
  const broken = faults !== undefined && faults.mode !== 'none';
  return (
    <Menu position="bottom-start" width={300}>
      <Menu.Target>
        <Button size="xs" variant="default" className={broken ? styles.broken : undefined} leftSection={<IconBug size={16} stroke={1.8} />}>
          {broken ? words.modes[faults.mode][0] : words.faults}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.faultsLine}</Menu.Label>
        {modes.map((mode) => (
          <Menu.Item key={mode} rightSection={faults?.mode === mode ? <IconCheck size={16} /> : null}
            onClick={() => change.mutate({ mode, delayMs: mode === 'slow' || mode === 'delay' ? 4_000 : 0 })}>
            {words.modes[mode][0]}<span className={styles.line}>{words.modes[mode][1]}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
