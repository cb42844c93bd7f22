import { Button } from '@mantine/core';
import { IconBuilding, IconBuildingStore, IconFolders, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Account } from '../../api/adminTypes';
import { useSession } from '../../session/session';
import { IconButton } from '../../shared/IconButton';
import { StatusPill } from '../../shared/StatusPill';
import { Reading } from '../../shared/page/Reading';
import { Section } from '../../shared/page/Section';
import { AdminPage } from '../AdminPage';
import { useAccounts } from '../reading';
import { accountKindNames, adminWords as words } from '../words';
import styles from './Accounts.module.css';
import { AddAccount } from './AddAccount';
import { kindsBelow, treeOf } from './tree';

const icons = { organisation: IconBuilding, division: IconFolders, branch: IconBuildingStore };

/** The tree of the agency, with where one stands in it. */
export default function AccountsPage() {
  const accounts = useAccounts();
  const here = useSession().account.id;
  const [below, setBelow] = useState<Account | null>(null);
  const top = accounts.data && treeOf(accounts.data)[0]?.account;
  return (
    <AdminPage title={words.accounts} line={words.accountsLine}
      actions={<Button leftSection={<IconPlus size={18} aria-hidden="true" />} disabled={!top} onClick={() => setBelow(top ?? null)}>{words.addBranch}</Button>}>
      <Section flush>
        <Reading of={accounts}>
          {(all) => (
            <ul className={styles.tree}>
              {treeOf(all).map(({ account, depth }) => {
                const Icon = icons[account.kind] ?? IconBuilding;
                return (
                  <li key={account.id} style={{ '--depth': depth } as React.CSSProperties} aria-current={account.id === here ? 'true' : undefined}>
                    <Icon size={19} stroke={1.6} aria-hidden="true" />
                    <span><Link href={`/admin/accounts/${account.id}`}>{account.name}</Link><span>{[accountKindNames[account.kind], account.timeZone].filter(Boolean).join(' · ')}</span></span>
                    {account.id === here && <StatusPill tone="accent">{words.here}</StatusPill>}
                    {kindsBelow(account).length > 0 && <IconButton label={`${words.addTitle}: ${account.name}`} onClick={() => setBelow(account)}><IconPlus size={18} aria-hidden="true" /></IconButton>}
                  </li>
                );
              })}
            </ul>
          )}
        </Reading>
      </Section>
      {below && <AddAccount below={below} onClose={() => setBelow(null)} />}
    </AdminPage>
  );
}
