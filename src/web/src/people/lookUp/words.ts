const number = (count: number) => count.toLocaleString('en-US');
const money = (dollars: number) => dollars.toLocaleString('en-US', { style: 'currency', currency: 'USD' });

export const lookUpWords = {
  ask: 'Look up', askOf: (display: string) => `Look up what kind of number ${display} is`, asked: (words: string, when: string) => `${words} Looked up ${when}.`,
  many: 'Look numbers up', title: 'Look numbers up', line: 'Your text provider tells which are landlines or out of service. Those are marked and no longer texted.',
  preview: (count: number, known: number, price: number) => `${count === 1 ? '1 number' : `${number(count)} numbers`}, about ${money(price)}.${known > 0 ? ` ${number(known)} were looked up before.` : ''}`,
  left: (count: number) => `${number(count)} look-ups are left this month.`,
  again: 'Also those that were looked up before', start: 'Look up', stop: 'Stop', close: 'Close', progress: 'Look-ups',
  state: { running: 'Looking up…', done: 'Done.', stopped: 'Stopped. What was learnt stays.', limit: 'This month’s look-ups are used up.' },
  found: (done: number, of: number, landlines: number, unanswered: number) => `${number(done)} of ${number(of)}. ${number(landlines)} cannot get texts, ${number(unanswered)} without an answer.`,
  section: 'Looking numbers up', sectionLine: (used: number, limit: number) => `${number(used)} of ${number(limit)} used this month.`, unavailable: 'None of your text providers tells what kind of number it is.',
  before: 'Before the first text to a number', beforeLine: 'Landlines get no text then. A provider that does not answer keeps none back.',
  limit: 'Numbers a month', limitHint: 'Whoever asks', price: 'Dollars a number', priceHint: 'As your provider charges', forecast: (dollars: number) => `At most ${money(dollars)} a month.`, saved: 'Saved.', save: 'Save',
};
