import { Button, NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import type { ProviderField } from '../../api/adminTypes';
import { linesWords as words } from '../words';
import { headOf } from './form';
import styles from './Providers.module.css';

interface Props { field: ProviderField; value: string | undefined; fault?: string; onChange: (value: string) => void; onKeep?: () => void }

/** One field of a provider's settings; a saved secret is never shown again, only replaced. */
export function SettingField({ field, value, fault, onChange, onKeep }: Props) {
  // A switch always has its answer.
  const label = field.optional && field.kind !== 'yes_no' ? `${headOf(field)} (${words.optional})` : headOf(field);
  const kept = useId();
  if (value === undefined) {
    return (
      <div role="group" aria-labelledby={kept}>
        <div id={kept} className={styles.label}>{label}</div>
        <div className={styles.kept}>
          <span>{words.saved}</span>
          <Button size="compact-sm" variant="default" onClick={() => onChange('')} aria-label={`${words.replace}: ${headOf(field)}`}>{words.replace}</Button>
        </div>
      </div>
    );
  }
  if (field.kind === 'yes_no') return <Switch label={label} description={field.help} checked={value === 'true'} onChange={(event) => onChange(String(event.currentTarget.checked))} />;
  const shared = {
    label, value, error: fault, inputWrapperOrder: ['label', 'description', 'input', 'error'] as ('label' | 'description' | 'input' | 'error')[],
    description: <>{field.help}{onKeep && <> <button type="button" className={styles.link} onClick={onKeep}>{words.keep}</button></>}</>,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>) => onChange(event.currentTarget.value),
    spellCheck: false, autoComplete: 'off',
  };
  if (field.kind === 'choice') return <NativeSelect {...shared} data={field.choices ?? []} />;
  if (field.kind === 'lines') return <Textarea {...shared} autosize minRows={2} maxRows={14} classNames={{ input: styles.lines }} />;
  return field.secret ? <PasswordInput {...shared} autoComplete="new-password" /> : <TextInput {...shared} />;
}
