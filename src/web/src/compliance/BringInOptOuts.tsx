import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { call } from '../api/client';
import { formWords } from '../shared/form/words';
import { useChange } from '../shared/form/useChange';
import styles from './OptOuts.module.css';
import { complianceWords as words } from './words';

/** Brings in the opt-outs of another product from a file; doing it again changes nothing. */
export function BringInOptOuts() {
  const input = useRef<HTMLInputElement>(null);
  const bring = useChange((file: File) => {
    const body = new FormData();
    body.append('file', file);
    return call('POST /opt-outs/import', { body });
  }, { again: [['opt-outs'], ['people']] });
  const outcome = bring.data;
  return (
    <>
      <Button variant="default" title={words.bringInHint} loading={bring.isPending} leftSection={<IconFileUpload size={18} stroke={1.7} aria-hidden="true" />} onClick={() => input.current?.click()}>{words.bringIn}</Button>
      <input ref={input} type="file" accept=".csv,.tsv,.tab,.txt,text/csv" aria-label={words.bringIn} className="unseen" tabIndex={-1}
        onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) bring.mutate(file); event.currentTarget.value = ''; }} />
      {outcome && (
        <Modal opened onClose={() => bring.reset()} title={words.broughtIn} closeButtonProps={{ 'aria-label': formWords.close }}>
          <Stack>
            <Text>{outcome.summary}</Text>
            {outcome.problems.length > 0 && <ul className={styles.problems} tabIndex={0} aria-label={outcome.summary}>{outcome.problems.map((each) => <li key={each}>{each}</li>)}</ul>}
            <Button ml="auto" onClick={() => bring.reset()}>{formWords.done}</Button>
          </Stack>
        </Modal>
      )}
    </>
  );
}
