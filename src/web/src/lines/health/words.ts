import type { Exchange, Verification } from '../routes';

const number = (count: number) => count.toLocaleString('en-US');

export const healthWords = {
  figures: 'The last 24 hours',
  figuresLine: (taken: number, refused: number, open: number) => `${number(taken)} taken, ${number(refused)} refused${open > 0 ? `, ${number(open)} put off or unclear` : ''}.`,
  quiet: 'No text was sent. After the first one, a bar for each hour stands here.',
  hourLine: (at: string, { accepted, refused, tryAgain, unclear }: { accepted: number; refused: number; tryAgain: number; unclear: number }) =>
    `${at}: ${number(accepted)} taken, ${number(refused)} refused, ${number(tryAgain)} put off, ${number(unclear)} unclear`,
  dayAgo: '24 hours ago', now: 'Now',
  answers: 'Answers within', answersLine: (p50: number | null, p95: number | null) => (p50 === null || p95 === null ? 'No text in the last hour' : `${number(p50)} ms for half, ${number(p95)} ms for 95 in 100`),
  lastWebhook: 'Last heard from it', never: 'Nothing yet', breaker: 'Texts to the provider',
  working: 'Going out', paused: 'Held',
  noReceipts: 'Texts are taken, but no news of their delivery came for 20 minutes. Check the address at the provider.',
  leftOut: (count: number) => `${number(count)} failures found no room in the log.`,
  problems: 'Why texts did not go', noProblems: 'Nothing failed.',
  numbers: 'Its numbers', waiting: (count: number) => (count === 0 ? 'Nothing waits' : count === 1 ? '1 text waits' : `${number(count)} texts wait`),
  pace: 'Texts a second over all its lines', paceHint: '0: as many as its lines allow together', paceMistake: 'Between 0 and 1,000.', savePace: 'Save the pace', paceSaved: 'Saved. The next texts keep it.',
  exchanges: 'Calls and webhooks', exchangesLine: 'Kept for 30 days, without the words of texts. Newest first.', failedOnly: 'Only what did not go well',
  noExchanges: 'Nothing was said yet.', allWell: 'Everything went well.', older: 'Show older ones', standsFor: (count: number) => `stands for ${count}`,
  when: 'When', what: 'What', answer: 'Answer', took: (ms: number) => `${number(ms)} ms`, noAnswer: 'no answer',
  whats: { send: 'Hand over', look_up: 'Ask what became of it', list: 'Read received texts', numbers: 'Read numbers', test: 'Test', media: 'Fetch a picture', kind: 'Look a number up', webhook: 'Webhook' } satisfies Record<Exchange['what'], string>,
  ofText: 'What was said to the provider',
  look: 'Look at it',
};

export const verificationWords = {
  head: 'Carriers',
  states: { not_needed: 'Nothing to confirm', not_confirmed: 'Not confirmed', under_review: 'Under review', verified: 'Verified', refused: 'Refused' } satisfies Record<Verification, string>,
  change: 'Registration',
  title: (name: string) => `How ${name} stands with the carriers`,
  line: 'As your text provider’s pages show it. Until it is confirmed a line only answers, and texts the test list.',
  state: 'State', campaign: 'Campaign', campaignHint: 'The 10DLC campaign this number is registered with', note: 'Note', noteHint: 'Why it was refused, or where it can be seen',
  ask: 'Ask the provider', asked: (words: string) => words, save: 'Save',
  by: { provider: 'as the provider says', administrator: 'as an administrator entered' } as Record<string, string>,
};
