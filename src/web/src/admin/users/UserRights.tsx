import { Modal, Select, Stack } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import type { AgencyUser } from '../../api/adminTypes';
import { useLines } from '../../lines/reading';
import { formWords } from '../../shared/form/words';
import { Reading } from '../../shared/page/Reading';
import { pathsOf } from '../accounts/tree';
import { useAccounts } from '../reading';
import { adminWords as words } from '../words';
import styles from './Users.module.css';

/** "What can this person do?", for an account or a line, each with the rule that decides. */
export function UserRights({ user, onClose }: { user: AgencyUser; onClose: () => void }) {
  const accounts = pathsOf(useAccounts().data ?? []), lines = useLines().data ?? [];
  const [about, setAbout] = useState<string | null>(`accountId ${user.account.id}`);
  const [kind, id] = (about ?? `accountId ${user.account.id}`).split(' ');
  const rights = useQuery({
    queryKey: ['users', user.id, 'rights', about],
    queryFn: ({ signal }) => call('GET /users/{id}/rights', { path: { id: user.id }, query: kind === 'lineId' ? { lineId: id } : { accountId: id }, signal }),
  });
  return (
    <Modal opened onClose={onClose} title={words.rightsOf(user.name)} size={620} closeButtonProps={{ 'aria-label': formWords.close }}>
      <Stack gap="md">
        <Select label={words.rightsAbout} searchable value={about} onChange={setAbout} allowDeselect={false} data={[
          { group: words.accounts, items: accounts.map((each) => ({ value: `accountId ${each.id}`, label: each.path.join(' › ') })) },
          { group: words.lines, items: lines.map((line) => ({ value: `lineId ${line.id}`, label: line.name })) },
        ]} />
        <Reading of={rights} rows={8}>
          {(answer) => (
            <ul className={styles.rights} aria-label={answer.about}>
              {answer.facts.map((fact) => (
                <li key={fact.what} data-may={fact.may}>
                  {fact.may ? <IconCheck size={18} aria-label={words.may} /> : <IconX size={18} aria-label={words.mayNot} />}
                  <span><b>{fact.what}</b><span>{fact.because}</span></span>
                </li>
              ))}
            </ul>
          )}
        </Reading>
      </Stack>
    </Modal>
  );
}
