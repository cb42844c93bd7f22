import { Button, Modal, Stack, UnstyledButton } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/client';
import type { Provider } from '../../api/adminTypes';
import { formWords } from '../../shared/form/words';
import { StatusPill } from '../../shared/StatusPill';
import { Reading } from '../../shared/page/Reading';
import { useProviders } from '../reading';
import { linesWords as words } from '../words';
import styles from './Providers.module.css';
import { SettingsForm } from './SettingsForm';

/** Chooses a provider from the catalogue, then asks for what that one needs. */
export function AddConnection({ onClose }: { onClose: () => void }) {
  const providers = useProviders();
  const [chosen, setChosen] = useState<Provider | null>(null);
  const [, go] = useLocation();
  const create = async (name: string, settings: Record<string, string>) => {
    const { id } = await call('POST /connections', { body: { provider: chosen!.name, name, settings } });
    onClose();
    go(`/admin/providers/${id}`);
  };
  return (
    <Modal opened onClose={onClose} size={560} title={chosen?.label ?? words.catalogue} closeButtonProps={{ 'aria-label': formWords.close }}>
      {chosen
        ? (
          <Stack gap="sm">
            <div><Button size="compact-sm" variant="default" leftSection={<IconChevronLeft size={15} stroke={2} aria-hidden="true" />} onClick={() => setChosen(null)}>{words.otherProvider}</Button></div>
            <SettingsForm provider={chosen} action={words.addProvider} onSave={create} />
          </Stack>
        )
        : (
          <Reading of={providers}>
            {(all) => (
              <div className={styles.catalogue}>
                {all.map((each) => (
                  <UnstyledButton key={each.name} className={styles.choice} onClick={() => setChosen(each)}>
                    <b>{each.label}</b>
                    {abilitiesOf(each).length > 0 && <span className={styles.pills}>{abilitiesOf(each).map((ability) => <StatusPill key={ability}>{ability}</StatusPill>)}</span>}
                  </UnstyledButton>
                ))}
              </div>
            )}
          </Reading>
        )}
    </Modal>
  );
}

const abilitiesOf = ({ abilities }: Provider) =>
  (Object.keys(words.abilities) as (keyof typeof words.abilities)[]).filter((name) => abilities[name]).map((name) => words.abilities[name]);
