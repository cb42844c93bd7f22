import type { Scope } from '../../api/adminTypes';

export const keyWords = {
  scopes: 'What may it do?',
  scopesHint: 'Never more than the person it acts as',
  scope: {
    'messages:send': 'Text people, change conversations',
    'messages:read': 'Read conversations and texts',
    'people:read': 'Read people, hotlists and jobs',
    'people:write': 'Add and change people, hotlists and jobs',
    'reports:read': 'Read reports',
    admin: 'Administer: users, lines, settings, keys',
  } satisfies Record<Scope, string>,
  every: 'Everything',
  where: 'Where?',
  everywhere: 'Wherever the person it acts as may',
  whereHint: 'Below the organisation it reaches only conversations, texts, lines, files and people of that account and what is below, and administers nothing.',
  reaches: 'Where',
  wherever: 'Everywhere',
  may: 'May',
  lasts: 'Until when?',
  expires: 'Ends',
  open: 'When revoked',
  rotate: 'Rotate',
  rotateTitle: (name: string) => `Rotate “${name}”?`,
  rotateLine: 'You get a new key, shown once, that may do the same. Put it into your program while both work.',
  overlap: 'The present key goes on working for',
  replaced: 'Replaced',
};

export const lasts = [
  { value: '30', label: 'In 30 days' }, { value: '90', label: 'In 90 days' }, { value: '365', label: 'In a year' }, { value: '', label: 'When I revoke it' },
];

export const overlaps = [
  { value: '0', label: 'No longer: it ends now' }, { value: '1', label: '1 hour' }, { value: '24', label: '1 day' }, { value: '168', label: '1 week' },
];
