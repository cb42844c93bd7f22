// People, their import and opt-outs, for the stand-in server. For development only.
import { randomUUID } from 'node:crypto';
import { ago, conversations, people, session } from './data.mjs';

session.permissions.push('see_people', 'edit_people', 'reports', 'compliance');
session.role = 'administrator';

const firsts = 'Aaliyah Ben Carmen Dmitri Elena Farid Grace Hugo Ines Jamal Kira Liam Mona Nadia Omar Priya Quinn Rosa Samir Tessa Uma Victor Wanda Xavier Yuki Zoe'.split(' ');
const lasts = 'Abbott Baptiste Castillo Dang Eriksen Fofana Guerrero Hassan Ibarra Jansen Kowalski Lindgren Mendoza Nakamura Okafor Petrov Quintero Rivera Schmidt Tanaka Ueda Vargas Whitaker Xiong Young Zamora'.split(' ');
const titles = ['Warehouse associate', 'Forklift operator', 'Picker', 'Registered nurse', 'Line cook', 'Electrician', 'Welder'];
const companies = ['Fabrikam Retail', 'Contoso Health', 'Harbor Logistics', 'Tailspin Air', null, null];
const display = (number) => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

const states = [
  () => ({ state: 'free', words: 'Send a text', at: null }),
  () => ({ state: 'texted', words: 'Open texts, last Nov 18', at: ago(4_000) }),
  () => ({ state: 'free', words: 'Send a text', at: null }),
  () => ({ state: 'opted_out', words: 'Opted out Mar 4', at: ago(300_000) }),
  () => ({ state: 'locked', words: 'Locked: asked not to be contacted until spring', at: ago(90_000) }),
  () => ({ state: 'problem', words: 'Cell: No such number: the middle part cannot start with 0 (083). A good number stands under Office.', at: null }),
  () => ({ state: 'no_number', words: 'No phone number on this record.', at: null }),
];

for (let at = 0; at < 2_400; at++) {
  const firstName = firsts[(at * 7) % firsts.length], lastName = lasts[(at * 11 + Math.floor(at / 26)) % lasts.length];
  const textState = states[at % 17 < 7 ? at % 7 : at % 3](), bad = textState.state === 'problem';
  const number = `+1${[901, 612, 305, 415][at % 4]}55501${String(at % 100).padStart(2, '0')}`;
  const cell = bad
    ? { kind: 'cell', raw: '651-083-9012', number: null, display: '651-083-9012', extension: null, problem: 'exchange', problemWords: 'No such number: the middle part cannot start with 0 (083).', chosen: true }
    : { kind: 'cell', raw: number, number, display: display(number), extension: null, problem: null, problemWords: null, chosen: true };
  const office = { kind: 'office', raw: '(612) 555-0199', number: '+16125550199', display: '(612) 555-0199', extension: null, problem: null, problemWords: null, chosen: false };
  const numbers = textState.state === 'no_number' ? [] : bad ? [cell, office] : [cell];
  people.push({
    id: randomUUID(), name: `${firstName} ${lastName}`, firstName, lastName, isCandidate: at % 3 !== 1, isEmployee: at % 3 === 1 || at % 29 === 0, isContact: at % 5 === 4,
    company: companies[at % companies.length], title: titles[at % titles.length], branch: ['Memphis', 'Nashville', 'Eagan'][at % 3], number: numbers[0] ?? null, numbers,
    email: `${firstName}.${lastName}@mail.example`.toLowerCase(), isActive: at % 13 !== 0, locked: textState.state === 'locked' ? { reason: 'asked not to be contacted until spring', at: ago(90_000) } : null,
    textState, externalId: `BH-${10_000 + at}`, language: at % 6 ? 'en' : 'es', city: 'Memphis', state: 'TN', zip: '38103', timeZone: at % 4 ? 'America/Chicago' : 'America/Los_Angeles', notes: null,
    conversations: [], consent: { state: 'opt_in', level: 'imported-unverified', words: 'We text about jobs and shifts.', source: 'import', since: ago(400_000) },
  });
}

const key = (person) => `${person.lastName} ${person.firstName}`.toLowerCase();
const optOuts = people.filter((each, at, all) => each.textState.state === 'opted_out' && all.findIndex((other) => other.textState.state === 'opted_out' && other.number?.number === each.number?.number) === at).map((each, at) => ({
  number: each.number.number, display: each.number.display, people: [{ id: each.id, name: each.name }], at: ago(at * 700 + 30), how: ['text', 'text', 'phone', 'email'][at % 4],
  words: ['STOP', 'no me manden mas', 'said he changed jobs', 'please remove me'][at % 4],
}));
const imports = new Map();

export function peopleRoutes(refuse, opened) {
  const find = (id) => people.find((each) => each.id === id) ?? refuse(404, 'not_found', 'This page does not exist, or you may not see it.');
  const conversationsOf = (id) => conversations.filter((each) => each.person?.id === id).map(({ composer, consent, people: all, draft, ...row }) => row);
  const whole = (person) => ({ ...person, conversations: conversationsOf(person.id), otherConversations: person.name.startsWith('B') ? 2 : 0, sameNumber: [] });
  const write = (person, { numbers, ...fields }) => {
    Object.assign(person, fields);
    person.name = `${person.firstName ?? ''} ${person.lastName ?? ''}`.trim();
    for (const { kind, raw } of numbers ?? []) {
      person.numbers = person.numbers.filter((each) => each.kind !== kind);
      const digits = raw.replace(/\D/g, '').replace(/^1/, ''), good = digits.length === 10 && !/^[01]|^...[01]/.test(digits);
      if (raw !== '') person.numbers.push({ kind, raw, number: good ? `+1${digits}` : null, display: good ? display(`+1${digits}`) : raw, extension: null, problem: good ? null : 'length', problemWords: good ? null : `${digits.length} digits. A US number has 10.` });
    }
    const order = ['sms', 'cell', 'phone', 'office', 'home'];
    person.numbers.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).forEach((each, at) => { each.chosen = at === 0; });
    person.number = person.numbers[0] ?? null;
    if (['free', 'problem', 'no_number', undefined].includes(person.textState?.state)) {
      person.textState = !person.number ? { state: 'no_number', words: 'No phone number on this record.' } : person.number.problem ? { state: 'problem', words: person.number.problemWords } : { state: 'free', words: 'Send a text' };
    }
    return whole(person);
  };
  return [
    ['GET', '/people', (_, { query }) => {
      const q = (query.q ?? '').toLowerCase(), digits = q.replace(/\D/g, '');
      const all = people.filter((each) => (!query.kind || each[`is${query.kind[0].toUpperCase()}${query.kind.slice(1)}`])
        && (query.active === undefined || String(each.isActive) === query.active)
        && (q === '' || `${each.name} ${each.email}`.toLowerCase().includes(q) || (digits.length > 2 && each.number?.number?.includes(digits))));
      all.sort((a, b) => key(a).localeCompare(key(b)) * (query.sort === '-name' ? -1 : 1));
      const from = Number(query.cursor ?? 0), limit = Number(query.limit ?? 50);
      return { items: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : null };
    }],
    ['POST', '/people', (_, { body }) => { const person = { id: randomUUID(), company: null, title: null, branch: 'Memphis', email: null, isActive: true, locked: null, numbers: [], conversations: [], consent: null }; people.push(person); return write(person, body); }],
    ['PATCH', '/people/([^/]+)', ([id], { body }) => write(find(id), body)],
    ['POST', '/people/([^/]+)/lock', ([id], { body }) => { const person = find(id); person.locked = { reason: body.reason, at: new Date().toISOString() }; person.textState = { state: 'locked', words: `Locked: ${body.reason}` }; return whole(person); }],
    ['POST', '/people/([^/]+)/unlock', ([id]) => { const person = find(id); person.locked = null; person.textState = { state: 'free', words: 'Send a text' }; return whole(person); }],
    ['POST', '/people/([^/]+)/opt-out', ([id], { body }) => { const person = find(id); person.textState = { state: 'opted_out', words: `Opted out today, told ${session.user.name} by ${body.how}.` }; optOuts.unshift({ number: person.number.number, display: person.number.display, people: [{ id, name: person.name }], at: new Date().toISOString(), how: body.how, words: body.words }); return whole(person); }],
    ['GET', '/companies', (_, { query }) => ({ items: companies.filter((each) => each?.toLowerCase().includes((query.q ?? '').toLowerCase())).map((name) => ({ id: name, name })) })],
    ['GET', '/opt-outs', (_, { query }) => ({ items: optOuts.slice(Number(query.cursor ?? 0), Number(query.cursor ?? 0) + 100), next: null })],
    ['POST', '/opt-outs/import', () => ({ rows: 3, numbers: 3, added: 2, already: 0, skipped: 1, summary: '3 rows: 2 opted out, 1 skipped.', problems: ['Row 3, Phone: “12345” 5 digits. A US number has 10.'] })],
    ['POST', '/opt-outs', (_, { body }) => { optOuts.unshift({ number: `+1${body.number.replace(/\D/g, '').slice(-10)}`, display: body.number, people: [], at: new Date().toISOString(), how: body.how, words: body.words }); }],
    ['POST', '/people/import', (_, { file }) => {
      const text = file.content.toString('utf8'), lines = text.trim().split(/\r?\n/), cells = lines.map((line) => line.split(','));
      const guesses = { 'first name': 'firstName', 'last name': 'lastName', name: 'fullName', cell: 'cell', mobile: 'cell', phone: 'phone', 'e-mail': 'email', email: 'email', company: 'company' };
      const id = randomUUID(), total = 4_812;
      const broken = (text) => Buffer.from(text).toString('latin1');
      const describe = (encoding) => ({
        id, fileName: file.name, encoding, encodingLabel: encoding === 'utf-8' ? 'UTF-8' : 'Windows-1252', separator: ',', headerRow: 1, totalRowsEstimate: total, optOutsFirst: null,
        encodingQuestion: encoding === 'utf-8' ? null : { words: 'Read as Windows-1252. Does “JosÃ© NÃºÃ±ez” look right?', sample: 'JosÃ© NÃºÃ±ez', other: 'utf-8', otherLabel: 'UTF-8' },
        columns: cells[0].map((header, index) => ({ index, header, guess: guesses[header.toLowerCase()] ?? null, samples: cells.slice(1, 4).map((row) => (encoding === 'utf-8' ? row[index] : broken(row[index]))) })), rows: [],
      });
      imports.set(id, { id, fileName: file.name, cells, describe, state: 'uploaded', totalRows: total, doneRows: 0, skipped: 0, problems: 0, summary: '', downloadWords: null });
      return describe('windows-1252');
    }],
    ['PUT', '/people/import/([^/]+)', ([id], { body }) => {
      const { cells, totalRows, describe } = imports.get(id), at = (row, field) => (body.mapping?.[field] === undefined ? null : row[body.mapping[field]]);
      const textable = body.consent?.answer === 'unknown' ? 0 : 4_126;
      return {
        file: describe(body.encoding ?? 'utf-8'), rows: totalRows, people: 4_795, skipped: 17, faults: 45, firstFaults: [],
        firstRows: cells.slice(1, 9).map((row, index) => ({ row: index + 2, name: at(row, 'fullName') ?? `${at(row, 'firstName') ?? ''} ${at(row, 'lastName') ?? ''}`.trim(), email: at(row, 'email'), numbers: [{ kind: 'cell', display: at(row, 'cell') ?? '', problemWords: null, chosen: true }],
          faults: index === 2 ? ['Row 4, Cell: “651-083-9012” is not a number that can exist (middle part 083). Person kept, number left out.'] : [] })),
        canBeTexted: { total: 4_795, textable, words: `Under your policy ${textable.toLocaleString('en-US')} of 4,795 can be texted.`, breakdown: [{ code: 'textable', words: 'can be texted', count: textable }, { code: 'no_opt_in', words: 'have no opt-in yet', count: 4_362 - textable }, { code: 'no_number', words: 'have no number', count: 402 }, { code: 'opted_out', words: 'opted out', count: 31 }] },
      };
    }],
    ['POST', '/people/import/([^/]+)/run', ([id]) => {
      const work = Object.assign(imports.get(id), { state: 'running' });
      const timer = setInterval(() => {
        if (work.state !== 'running') return clearInterval(timer);
        work.doneRows = Math.min(work.totalRows, work.doneRows + 400);
        if (work.doneRows === work.totalRows) Object.assign(work, { state: 'done', skipped: 17, problems: 45, summary: '4,812 people: 4,602 added, 193 updated, 17 skipped.', downloadWords: 'Download the 17 with reasons' });
      }, 500);
    }],
    ['GET', '/people/import/([^/]+)/problems.csv', () => 'row,reason'],
    ['GET', '/people/import/([^/]+)', ([id]) => { const { cells, describe, ...work } = imports.get(id) ?? refuse(404, 'not_found', 'This page does not exist, or you may not see it.'); return work; }],
    ['POST', '/people/import/([^/]+)/cancel', ([id]) => { Object.assign(imports.get(id), { state: 'cancelled', summary: 'Cancelled. Those that are in stay.' }); }],
    ['GET', '/people/([^/]+)', ([id]) => whole(find(id))],
    ['POST', '/conversations', (_, { body }) => {
      const there = conversations.find((each) => (body.personId && each.person?.id === body.personId) || (body.number && each.number === body.number));
      if (there) return opened(there);
      const person = find(body.personId);
      if (!person.number?.number) refuse(422, 'no_number', person.textState.words);
      const closed = ['opted_out', 'locked'].includes(person.textState.state);
      const made = { ...conversations[0], id: randomUUID(), number: person.number.number, person: { id: person.id, name: person.name, isCandidate: true, isEmployee: false, isContact: false }, otherPeople: 0, title: person.name, preview: '', unread: 0, attention: 'done', attentionAt: null, assignee: null, problem: false, version: 1,
        composer: { state: closed ? 'closed' : 'free', code: closed ? person.textState.state : null, words: closed ? person.textState.words : null, until: null }, consent: person.consent, people: [person], draft: null };
      return opened(addConversation(made));
    }],
  ];
}

let addConversation = (made) => { conversations.push(made); return made; };
export const onConversation = (add) => { addConversation = (made) => { conversations.push(made); add(made); return made; }; };
