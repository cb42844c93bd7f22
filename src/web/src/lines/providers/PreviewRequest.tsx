import { Alert, Button, Code } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { linesWords as words } from '../words';
import styles from './Providers.module.css';

interface Props { provider: string; settings: Record<string, string> }

/** The request that an example text would make with what is typed now; of a mistake, where it is. */
export function PreviewRequest({ provider, settings }: Props) {
  const preview = useMutation({ mutationFn: () => call('POST /providers/{name}/preview', { path: { name: provider }, body: settings }) });
  return (
    <div className={styles.preview}>
      <Button type="button" variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>{words.preview}</Button>
      <div aria-live="polite">
        {preview.isError && <Alert color="red">{wordsOfProblem(preview.error)}</Alert>}
        {preview.data && <Code block tabIndex={0} className={styles.lines} aria-label={words.previewed}>{preview.data.request}</Code>}
      </div>
    </div>
  );
}
