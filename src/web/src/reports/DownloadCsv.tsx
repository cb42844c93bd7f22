import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { call } from '../api/client';
import { readAll } from '../shared/form/readAll';
import { useChange } from '../shared/form/useChange';
import { csvOf } from './csv';
import type { queryOf } from './filters';
import { reportsWords as words } from './words';

const most = 20_000;

/** Everything the filters show, read to its end, as a file. */
export function DownloadCsv({ query, name }: { query: ReturnType<typeof queryOf>; name: string }) {
  const download = useChange(async () => {
    const rows = await readAll((cursor) => call('GET /reports/sms-activity', { query: { ...query, cursor, limit: 200 } }), most);
    await call('POST /exports', { body: { list: 'sms_activity', rows: rows.length } });
    const address = URL.createObjectURL(new Blob([csvOf(rows)], { type: 'text/csv;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    return rows.length;
  }, { done: (rows) => (rows >= most ? words.downloadCut(rows) : words.downloaded(rows)) });
  return <Button variant="default" loading={download.isPending} leftSection={<IconDownload size={17} stroke={1.7} aria-hidden="true" />} onClick={() => download.mutate(undefined)}>{words.download}</Button>;
}
