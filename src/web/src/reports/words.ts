import type { Direction } from '../api/types';

export const reportsWords = {
  activity: 'SMS Activity',
  activityLine: 'Every text in and out on the lines you may read.',
  from: 'From',
  to: 'To',
  line: 'Line',
  everyLine: 'Every line',
  user: 'User',
  everyUser: 'Everyone',
  columns: { at: 'When', direction: 'Direction', person: 'Person', line: 'Line', user: 'User', status: 'Status', body: 'Text' },
  directions: { in: 'Received', out: 'Sent' } as Record<Direction, string>,
  none: (from: string, to: string) => `No texts between ${from} and ${to}`,
  widen: 'Widen the dates',
  wrongOrder: 'The first day lies after the last.',
  more: 'Show more',
  download: 'Download CSV',
  downloaded: (rows: number) => `${rows.toLocaleString('en-US')} rows downloaded.`,
  downloadCut: (rows: number) => `The first ${rows.toLocaleString('en-US')} rows were downloaded. Narrow the dates for the rest.`,
  unknown: 'No record',
  zone: (zone: string) => `Days and times in ${zone}`,
  picture: 'Picture',
};
