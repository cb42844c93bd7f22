// Administration, lines, providers and reports, for the stand-in server. For development only.
import { randomUUID } from 'node:crypto';
import { ago, conversations, lines, messages, session, users } from './data.mjs';

const roles = ['administrator', 'recruiter', 'branch_manager', 'compliance'];
const root = session.organisation.id, memphis = session.account.id;
const accounts = [
  { id: root, parentId: null, kind: 'organisation', name: 'Northwind', timeZone: 'America/Chicago' },
  { id: randomUUID(), parentId: root, kind: 'division', name: 'South', timeZone: null },
];
accounts.push({ id: memphis, parentId: accounts[1].id, kind: 'branch', name: 'Memphis', timeZone: null }, { id: randomUUID(), parentId: accounts[1].id, kind: 'branch', name: 'Nashville', timeZone: null }, { id: randomUUID(), parentId: root, kind: 'branch', name: 'Eagan', timeZone: 'America/Chicago' });
users.forEach((user, at) => Object.assign(user, { role: roles[at], account: { id: memphis, name: 'Memphis' }, isActive: true, hasPassword: at !== 3, lines: at < 3 ? [{ id: lines[at % 2].id, name: lines[at % 2].name }] : [] }));
const organisation = { ...session.organisation, phone: '+19015550100', replyMinutes: 60 };
let testNumbers = ['+19015550111'];
const keys = [{ id: randomUUID(), name: 'Job board', prefix: 'rl_8fK2aQ', actsAs: 'Dana Whitfield', createdAt: ago(90_000), lastUsedAt: ago(12) }];

const twilio = [
  { name: 'accountSid', label: 'Account SID', help: 'Console › Account › API keys & tokens, begins with AC.', secret: false, optional: false, pattern: 'AC[0-9a-f]{32}', mistake: 'An Account SID begins with AC and has 34 characters.' },
  { name: 'authToken', label: 'Auth token', help: 'Console › Account › API keys & tokens, beside the Account SID.', secret: true, optional: false, pattern: '[0-9a-f]{32}', mistake: 'This looks like an Account SID; the auth token has no AC in front.' },
  { name: 'messagingServiceSid', label: 'Messaging Service SID', help: 'Only when you send through a messaging service.', secret: false, optional: true, pattern: 'MG[0-9a-f]{32}', mistake: 'A Messaging Service SID begins with MG.' },
];
const providers = [
  { name: 'simulated', label: 'Simulated carrier', abilities: { lookUp: 'exact', listsReceived: true, listsNumbers: true, media: true }, fields: [] },
  { name: 'twilio', label: 'Twilio', abilities: { lookUp: 'finds_only', listsReceived: true, listsNumbers: true, media: true }, fields: twilio },
  { name: 'textus', label: 'TextUs', abilities: { lookUp: 'none', listsReceived: false, listsNumbers: true, media: false }, fields: [{ name: 'apiKey', label: 'API key', help: 'TextUs › Settings › Integrations › API.', secret: true, optional: false, pattern: null, mistake: null }] },
];
const connections = [
  { id: randomUUID(), provider: 'simulated', label: 'Simulated carrier', name: 'Simulated carrier', settings: {}, secretsSaved: [], hookAddress: '', test: null, state: { ok: true, words: 'Works. Texts go to Phones and nowhere else.' }, lines: 2 },
  { id: randomUUID(), provider: 'twilio', label: 'Twilio', name: 'Northwind Main', settings: { accountSid: `AC${'0123456789abcdef'.repeat(2)}`, messagingServiceSid: null }, secretsSaved: ['authToken'], hookAddress: 'https://texts.northwind.example/hooks/twilio/7hGq2LmVx0', test: { ok: false, words: 'Refused: Twilio does not accept this auth token. Copy it again from Console › Account.', at: ago(240) }, state: { ok: false, words: 'Not working since 10:42 AM: the auth token was refused.' }, lines: 0 },
];
for (const provider of providers) for (const field of provider.fields) Object.assign(field, { kind: 'text', default: null });
const all = lines.map((line, at) => ({
  ...line, kind: 'long_code', active: true, account: { id: memphis, name: 'Memphis' }, connection: { id: connections[0].id, name: 'Simulated carrier', provider: 'simulated' },
  users: users.slice(0, 2 + at).map((user, index) => ({ id: user.id, name: user.name, isDefault: index === 0 && at === 0 })), receiving: { ok: at === 0, words: at === 0 ? '' : 'Nothing received yet: text START to (615) 555-0118 from any phone to check.' }, perSecond: 1,
}));

export function adminRoutes(refuse) {
  const one = (list, id) => list.find((each) => each.id === id) ?? refuse(404, 'not_found', 'This page does not exist, or you may not see it.');
  const settings = () => ({ ...organisation, testMode: session.organisation.testMode, paused: session.organisation.paused });
  return [
    ['POST', '/users', (_, { body }) => { if (users.some((each) => each.email === body.email)) refuse(422, 'email_taken', `${body.email} belongs to somebody here already.`); const id = randomUUID(); users.push({ id, ...body, account: one(accounts, body.accountId), isActive: true, hasPassword: false, lines: [] }); return { id, link: `http://localhost:5173/start/${randomUUID()}` }; }],
    ['PATCH', '/users/([^/]+)', ([id], { body }) => { Object.assign(one(users, id), { role: body.role, account: one(accounts, body.accountId) }); }],
    ['DELETE', '/users/([^/]+)', ([id]) => { users.splice(users.indexOf(one(users, id)), 1); }],
    ['POST', '/users/([^/]+)/link', () => ({ address: `http://localhost:5173/start/${randomUUID()}` })],
    ['PUT', '/session/password', () => {}],
    ['GET', '/accounts', () => ({ items: accounts, next: null })],
    ['POST', '/accounts', (_, { body }) => { const made = { id: randomUUID(), timeZone: null, ...body }; accounts.push(made); return made; }, 201],
    ['GET', '/api-keys', () => ({ items: keys, next: null })],
    ['POST', '/api-keys', (_, { body }) => { const key = `rl_${randomUUID().replaceAll('-', '')}xYz12345678`, made = { id: randomUUID(), name: body.name, prefix: key.slice(0, 9), actsAs: session.user.name, createdAt: ago(0), lastUsedAt: null }; keys.unshift(made); return { ...made, key }; }, 201],
    ['DELETE', '/api-keys/([^/]+)', ([id]) => { keys.splice(keys.indexOf(one(keys, id)), 1); }],
    ['GET', '/organisation', settings],
    ['PUT', '/organisation', (_, { body }) => { Object.assign(organisation, body); return settings(); }],
    ['POST', '/organisation/pause', (_, { body }) => { session.organisation.paused = { by: session.user.name, since: ago(0), reason: body.reason }; return settings(); }],
    ['GET', '/organisation/go-live', () => ({ items: [
      { name: 'Your branches', state: 'ok', words: '3 set up.' }, { name: 'Provider and numbers', state: 'warning', words: '1 of 2 numbers can receive; the others may not send.' },
      { name: 'People who text', state: 'ok', words: '3 assigned to a line.' }, { name: 'Number for HELP', state: 'problem', words: 'Not set: carriers expect a number to call in the answer to HELP.' },
    ] })],
    ['GET', '/organisation/test-numbers', () => ({ numbers: testNumbers })],
    ['PUT', '/organisation/test-numbers', (_, { body }) => { testNumbers = body.numbers.map((each) => `+1${each.replace(/\D/g, '').slice(-10)}`); return { numbers: testNumbers }; }],
    ['GET', '/health-report', () => ({ checkedAt: new Date().toISOString(), checks: [
      { name: 'Database', state: 'ok', words: 'PostgreSQL 18.1 answers in 1 ms.' }, { name: 'Migrations', state: 'ok', words: 'The schema is the newest.' }, { name: 'Clock', state: 'ok', words: 'Right to 0.2 s.' },
      { name: 'Disk', state: 'warning', words: 'Only 2.1 GB free in ./data. At 1 GB texts are not taken any more.' }, { name: 'Connections', state: 'problem', words: 'Northwind Main: Twilio does not accept the auth token since 10:42 AM.' },
    ] })],
    ['GET', '/lines', () => ({ items: all, next: null })],
    ['POST', '/lines/simulated', (_, { body }) => { const made = { ...all[0], id: randomUUID(), name: body.name, number: `+1${body.areaCode ?? 901}555017${all.length}`, users: [], receiving: { ok: true, words: 'Receiving' } }; all.push(made); return made; }, 201],
    ['POST', '/lines', (_, { body }) => { const made = { ...all[0], id: randomUUID(), name: body.name, number: `+1${body.number.replace(/\D/g, '').slice(-10)}`, users: [], receiving: { ok: true, words: '' } }; all.push(made); return made; }, 201],
    ['PATCH', '/lines/([^/]+)', ([id], { body }) => Object.assign(one(all, id), body)],
    ['PUT', '/lines/([^/]+)/default', ([id]) => { for (const line of session.lines) line.isDefault = line.id === id; }],
    ['PUT', '/lines/([^/]+)/users', ([id], { body }) => { one(all, id).users = body.userIds.map((each) => ({ id: each, name: one(users, each).name, isDefault: body.defaultFor?.includes(each) ?? false })); }],
    ['GET', '/providers', () => providers],
    ['GET', '/connections', () => ({ items: connections, next: null })],
    ['POST', '/connections', (_, { body }) => { const provider = providers.find((each) => each.name === body.provider); const secret = (name) => provider.fields.find((each) => each.name === name)?.secret; const made = { id: randomUUID(), provider: body.provider, label: provider.label, name: body.name, settings: Object.fromEntries(Object.entries(body.settings).filter(([name]) => !secret(name))), secretsSaved: Object.keys(body.settings).filter(secret), hookAddress: `https://texts.northwind.example/hooks/${body.provider}/${randomUUID().slice(0, 10)}`, test: null, state: { ok: false, words: 'Not tested yet.' }, lines: 0 }; connections.push(made); return made; }, 201],
    ['PATCH', '/connections/([^/]+)', ([id], { body }) => Object.assign(one(connections, id), { name: body.name })],
    ['POST', '/connections/([^/]+)/test', ([id]) => { const it = one(connections, id); it.test = { ok: true, words: 'Works. Signed in as Northwind Main · 4 numbers. No text was sent.', at: ago(0) }; it.state = { ok: true, words: 'Works.' }; return it.test; }],
    ['GET', '/connections/([^/]+)/numbers', () => ({ items: [['PN1', '+16125550101', true], ['PN2', '+16125550102', true], ['PN3', '+18005550188', false]].map(([providerId, number, canText]) => ({ providerId, number, name: number, canText, incomingAddress: null, pointsHere: false, lineId: null })) })],
    ['POST', '/connections/([^/]+)/numbers', (_, { body }) => ({ items: body.providerIds.map((providerId) => ({ providerId, number: '+16125550101', lineId: randomUUID(), incomingSet: true, words: 'Its texts arrive here now.' })), next: null })],
    ['GET', '/reports/sms-activity', (_, { query }) => {
      const rows = conversations.flatMap((each) => messages.get(each.id).map((text) => ({ id: text.id, at: text.createdAt, direction: text.direction, user: text.author, person: each.person && { id: each.person.id, name: each.person.name }, number: each.number, line: { id: each.line.id, name: each.line.name }, status: text.status, statusWords: text.statusWords, body: text.body })));
      const fits = rows.filter((row) => (!query.from || row.at >= query.from) && (!query.to || row.at < query.to) && (!query.lineId || row.line.id === query.lineId) && (!query.userId || row.user?.id === query.userId)).sort((a, b) => b.at.localeCompare(a.at));
      const from = Number(query.cursor ?? 0), limit = Number(query.limit ?? 100);
      return { items: fits.slice(from, from + limit), next: from + limit < fits.length ? String(from + limit) : null };
    }],
  ];
}
