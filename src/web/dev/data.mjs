// A small demonstration agency in memory, times relative to now. For development only.
import { randomUUID } from 'node:crypto';

const now = Date.now();
export const ago = (minutes) => new Date(now - minutes * 60_000).toISOString();
const later = (minutes) => new Date(now + minutes * 60_000).toISOString();

export const users = [
  { id: randomUUID(), name: 'Dana Whitfield', email: 'dana@northwind.example', role: 'Administrator' },
  { id: randomUUID(), name: 'Maya Ortiz', email: 'maya@northwind.example', role: 'Recruiter' },
  { id: randomUUID(), name: 'Ben Carver', email: 'ben@northwind.example', role: 'Branch manager' },
  { id: randomUUID(), name: 'Ana Lucero', email: 'ana@northwind.example', role: 'Compliance' },
];
const [dana, maya] = users;
const brief = ({ id, name }) => ({ id, name });

export const lines = [
  { id: randomUUID(), name: 'Memphis', number: '+19015550142', isDefault: true },
  { id: randomUUID(), name: 'Nashville', number: '+16155550118', isDefault: false },
];

export const session = {
  user: { id: dana.id, name: dana.name, email: dana.email },
  role: dana.role,
  organisation: { id: randomUUID(), name: 'Northwind', isDemo: true, testMode: false, timeZone: 'America/Chicago', paused: null },
  account: { id: randomUUID(), path: ['Northwind', 'Memphis'] },
  organisations: [],
  lines,
  permissions: ['text', 'administer', 'import'],
  lookAs: users.map((user) => ({ userId: user.id, name: user.name, role: user.role })),
};
session.organisations.push({ id: session.organisation.id, name: 'Northwind', isDemo: true });

const person = (name, number, more = {}) => {
  const [firstName, lastName] = name.split(' ');
  const textable = { kind: 'cell', raw: number, number, display: number, extension: null, problem: null, problemWords: null, chosen: true };
  return {
    id: randomUUID(), name, firstName, lastName, isCandidate: true, isEmployee: false, isContact: false, company: null, title: 'Warehouse lead',
    branch: 'Memphis', number: textable, numbers: [textable], email: `${firstName.toLowerCase()}@mail.example`, isActive: true, locked: null,
    textState: { state: 'texted', words: 'Open texts' }, externalId: null, language: 'English', city: 'Memphis', state: 'TN', zip: '38103',
    timeZone: 'America/Chicago', notes: null, ...more,
  };
};

export const people = [
  person('Lucas Lindqvist', '+19015550147', { notes: 'Prefers mornings. Forklift certificate until 2027; open to Saturday overtime.', title: 'Forklift operator' }),
  person('Amara Costa', '+19015550150', { isCandidate: false, isEmployee: true, company: 'Fabrikam Retail' }),
  person('Hana Rossi', '+19015550108'),
  person('Diego Haddad', '+13055550174', { city: 'Miami', state: 'FL', timeZone: 'America/New_York', language: 'Spanish' }),
  person('Felix Brooks', '+19015550115', { isEmployee: true }),
  person('Sofia Alvarez', '+19015550166', { language: 'Spanish' }),
  person('Kenji Nguyen', '+19015550127'),
  person('Tom Baker', '+19015550191', { isCandidate: false, isContact: true, company: 'Contoso Health', title: 'Plant manager' }),
  person('Noah Kim', '+19015550182'),
  person('Marcus Reyes', '+19015550133'),
  person('Lena Baker', '+19015550191', { isEmployee: true, isCandidate: false }),
];

export const conversations = [];
export const messages = new Map();

const words = {
  queued: 'Waiting to send', sending: 'Sending', sent: 'Sent', delivered: 'Delivered', undelivered: 'Not delivered', failed: 'Not sent',
  unknown: 'May have been sent', cancelled: 'Cancelled', received: 'Received',
};

export function message(direction, body, at, more = {}) {
  const status = more.status ?? (direction === 'in' ? 'received' : 'delivered');
  return {
    id: randomUUID(), seq: 0, direction, status, statusWords: words[status] ?? status, problemWords: null, nextSteps: [], body, purpose: 'application',
    origin: 'person', author: direction === 'out' ? brief(dana) : null, createdAt: at, dueAt: null, sentAt: at, deliveredAt: at, segments: 1, media: [], ...more,
  };
}

export const statusWords = words;

const conversation = (whom, number, texts, more = {}) => {
  const id = randomUUID();
  texts.forEach((text, at) => { text.seq = text.status === 'held' || text.status === 'scheduled' ? null : at + 1; });
  const last = texts.at(-1);
  conversations.push({
    id, line: { id: lines[0].id, name: lines[0].name, number: lines[0].number }, number,
    person: whom && { id: whom.id, name: whom.name, isCandidate: whom.isCandidate, isEmployee: whom.isEmployee, isContact: whom.isContact },
    otherPeople: 0, title: whom?.name ?? number.replace(/^\+1(...)(...)/, '($1) $2-'), lastAt: last.createdAt, preview: last.body,
    previewDirection: last.direction, previewAuthor: last.author, unread: 0, attention: 'waiting', attentionAt: last.createdAt,
    assignee: brief(dana), problem: false, version: 1,
    composer: { state: 'free', code: null, words: null, until: null },
    consent: { state: 'opted_in', words: 'Opted in on the application form', since: ago(60 * 24 * 210) },
    people: whom ? [whom] : [], draft: null, ...more,
  });
  messages.set(id, texts);
  return id;
};

const [lucas, amara, hana, diego, felix, sofia, kenji, tom, noah, marcus, lena] = people;
const auto = { origin: 'automatic', author: { id: 'after-hours', name: 'After hours' } };

conversation(lucas, '+19015550147', [
  message('in', 'Got it, thanks so much!', ago(60 * 26)),
  message('out', 'Hi Lucas, are you still open to the warehouse lead role we spoke about?', ago(190), { author: brief(maya) }),
  message('in', 'Yes, definitely. What does the schedule look like?', ago(181)),
  message('out', 'Thanks for writing. We answer from 8 AM; for anything urgent call (901) 555-0100.', ago(180), auto),
  message('out', 'Mon–Fri, 7 to 3:30. Pay starts at $27/hr with overtime after 40.', ago(66)),
  message('out', 'Parking is free behind the building, enter from 4th Ave.', ago(65)),
  message('in', 'That works for me 👍', ago(14)),
  message('in', 'Could I come in on Monday at 10:30 to see the floor?', ago(12)),
], { unread: 2, attention: 'needs_reply' });
conversation(amara, '+19015550150', [
  message('out', 'Your Saturday shift at Harbor St starts at 7 AM.', ago(70), { purpose: 'assignment' }),
  message('in', 'Is there somewhere to leave a bike?', ago(22)),
], { unread: 1, attention: 'needs_reply' });
conversation(hana, '+19015550108', [
  message('in', 'Do you still need people for the night shift?', ago(300)),
  message('out', 'We do. Shall I put you down for Thursday?', ago(48), { status: 'undelivered', statusWords: 'Not delivered', problemWords: 'phone switched off or out of reach', nextSteps: ['try_again', 'call', 'email'], deliveredAt: null }),
], { problem: true });
conversation(diego, '+13055550174', [
  message('in', '¿Todavía hay turnos este fin de semana?', ago(52)),
  message('out', 'Sí, Diego. El sábado a las 7 AM en Harbor St.', ago(8), { status: 'held', statusWords: 'Held until tomorrow 8:00 AM, Florida time', problemWords: 'no texts after 8 PM there', dueAt: later(640), sentAt: null, deliveredAt: null }),
], { composer: { state: 'held', code: 'quiet_hours', words: 'It is 8:15 PM in Florida. This will go tomorrow at 8:00 AM.', until: later(640) } });
conversation(felix, '+19015550115', [
  message('out', 'Can you confirm your start date for Tailspin?', ago(95), { status: 'unknown', statusWords: 'May have been sent', problemWords: 'The carrier did not answer, so it was not sent again', deliveredAt: null }),
]);
conversation(sofia, '+19015550166', [
  message('out', 'Hola Sofia, tenemos un turno nuevo el lunes. ¿Le interesa?', ago(1500)),
  message('in', 'no me manden mas mensajes', ago(1490)),
  message('out', 'Northwind: Ya no le enviaremos mensajes. Responda START para volver a recibirlos.', ago(1490), { origin: 'automatic', author: { id: 'stop', name: 'Opt-out' } }),
], {
  attention: 'done',
  composer: { state: 'closed', code: 'opted_out', words: 'Opted out Nov 20 by text: “no me manden mas mensajes”.', until: null },
  consent: { state: 'opted_out', words: 'Opted out by text: “no me manden mas mensajes”', since: ago(1490) },
});
conversation(kenji, '+19015550127', [message('out', 'Your interview is at 2 PM, 410 Main St.', ago(140)), message('in', '10:30 is perfect, talk then', ago(128))],
  { attention: 'needs_reply', assignee: brief(maya), composer: { state: 'warning', code: 'colleague', words: 'Maya texted Kenji 40 minutes ago about Forklift, Eagan.', until: null } });
conversation(tom, '+19015550191', [message('in', 'We could use four more pickers from Monday.', ago(400))], { attention: 'needs_reply', unread: 1, assignee: null, otherPeople: 1, people: [tom, lena] });
conversation(null, '+16625550129', [message('in', 'Hi, I saw the sign on Union Ave. Are you hiring?', ago(33))], { attention: 'needs_reply', unread: 1, assignee: null, consent: { state: 'inquiry', words: 'Wrote first: may be answered', since: ago(33) } });
conversation(noah, '+19015550182', [message('out', 'Welcome aboard, Noah. Your badge is at the front desk.', ago(2900)), message('in', 'Thank you!!', ago(2880))], { attention: 'done' });
const filler = ['Priya Shah', 'Owen Clarke', 'Ruth Adeyemi', 'Carlos Mendez', 'Ivy Larsen', 'Samir Patel', 'Grace Liu', 'Jonas Weber', 'Talia Green', 'Omar Said', 'Elena Petrova', 'Jack Moreno', 'Nina Fox', 'Leo Park', 'Rosa Diaz', 'Ellis Wood', 'Mira Novak', 'Cole Byrne'];
filler.forEach((name, at) => {
  const each = person(name, `+1615555010${at}`.slice(0, 12).padEnd(12, '0'));
  each.number.number = `+161555501${String(40 + at).padStart(2, '0')}`;
  people.push(each);
  conversation(each, each.number.number, [
    message('in', ['Thanks!', 'Is the job still open?', 'I can start Monday', 'Running 10 minutes late, sorry'][at % 4], ago(220 + at * 97)),
    ...(at % 3 ? [message('out', 'Great, see you then.', ago(210 + at * 97))] : []),
  ], { attention: at % 3 ? 'waiting' : 'needs_reply', assignee: brief(users[at % 3]) });
});
conversation(marcus, '+19015550133', [message('in', 'wrong number', ago(600))], { attention: 'done', composer: { state: 'closed', code: 'wrong_number', words: 'Somebody else answered here: “wrong number”, Nov 20.', until: null } });

export const toDecide = [
  { kind: 'may_have_been_sent', id: messages.get(conversations[4].id)[0].id, conversationId: conversations[4].id, words: 'We handed this to the simulated carrier at 8:21:07 AM and got no answer. Felix may or may not have it, so we did not send again.', body: 'Can you confirm your start date for Tailspin?', at: ago(95) },
  { kind: 'unmatched', id: randomUUID(), conversationId: conversations[8].id, words: '(662) 555-0129 wrote to Memphis and belongs to nobody on record.', body: 'Hi, I saw the sign on Union Ave. Are you hiring?', at: ago(33) },
];
