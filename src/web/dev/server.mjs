// Stands in for the Rosterline server while working on screens. For development only.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { adminRoutes } from './admin.mjs';
import { onConversation, peopleRoutes } from './people.mjs';
import { ago, conversations, lines, message, messages, people, session, statusWords, toDecide, users } from './data.mjs';

const port = Number(process.env.PORT ?? 5080);
const media = new Map();
const read = new Map();
let signedIn = true;
let faults = { mode: 'none', delayMs: 0 };
const sockets = new Set();
const say = (target, argument) => sockets.forEach((socket) => socket.send(`${JSON.stringify({ type: 1, target, arguments: [argument] })}\x1e`));
const changed = (conversation) => { conversation.version++; say('changed', { kind: 'conversation', id: conversation.id, lineId: conversation.line.id, version: conversation.version }); };

const find = (id) => conversations.find((each) => each.id === id) ?? refuse(404, 'not_found', 'This page does not exist, or you may not see it.');
const findMessage = (id) => [...messages.values()].flat().find((each) => each.id === id) ?? refuse(404, 'not_found', 'This page does not exist, or you may not see it.');
const ownerOf = (found) => conversations.find((each) => messages.get(each.id).includes(found));
const row = ({ composer, consent, people: all, draft, ...rest }) => rest;
const isLater = ({ status }) => status === 'held' || status === 'scheduled';
const opened = (each) => ({ conversation: row(each), composer: each.composer, consent: each.consent, people: each.people, draft: each.draft, later: messages.get(each.id).filter(isLater) });

class Refusal extends Error { constructor(status, code, words) { super(words); Object.assign(this, { status, code }); } }
function refuse(status, code, words) { throw new Refusal(status, code, words); }

function add(conversation, text) {
  const all = messages.get(conversation.id);
  text.seq = (all.findLast((each) => each.seq !== null)?.seq ?? 0) + 1;
  all.push(text);
  Object.assign(conversation, { lastAt: text.createdAt, preview: text.body || 'Picture', previewDirection: text.direction, previewAuthor: text.author });
  if (text.direction === 'in') Object.assign(conversation, { unread: conversation.unread + 1, attention: 'needs_reply', attentionAt: text.createdAt });
  else Object.assign(conversation, { attention: 'waiting', attentionAt: text.createdAt, problem: false, draft: null });
  changed(conversation);
  return text;
}

function carry(conversation, text) {
  const steps = faults.mode === 'accept_then_silent' ? ['sending', 'unknown'] : faults.mode === 'fail_delivery' ? ['sending', 'sent', 'undelivered'] : ['sending', 'sent', 'delivered'];
  steps.forEach((status, at) => setTimeout(() => {
    Object.assign(text, { status, statusWords: statusWords[status], ...(status === 'undelivered' ? { problemWords: 'phone switched off or out of reach', nextSteps: ['try_again', 'call', 'email'] } : {}) });
    if (status === 'undelivered') conversation.problem = true;
    if (status === 'unknown') toDecide.push({ kind: 'may_have_been_sent', id: text.id, conversationId: conversation.id, words: 'We handed this to the simulated carrier and got no answer. It was not sent again.', body: text.body, at: new Date().toISOString() });
    changed(conversation);
  }, 400 * (at + 1) + faults.delayMs));
}

const phoneOf = (number) => conversations.filter((each) => each.number === number);
const phoneRow = (number) => {
  const here = phoneOf(number), last = here.flatMap((each) => messages.get(each.id)).at(-1), c = here[0];
  return { number, name: c.person?.name ?? null, personId: c.person?.id ?? null, conversationId: c.id, unread: last.direction === 'out' && read.get(number) !== last.id ? 1 : 0, last: { body: last.body, at: last.createdAt } };
};

onConversation((made) => messages.set(made.id, []));
const routes = [
  ...peopleRoutes(refuse, opened),
  ...adminRoutes(refuse),
  ['GET', '/session', () => (signedIn ? session : refuse(401, 'signed_out', 'You are signed out. Sign in to go on.'))],
  ['POST', '/session', (_, { body }) => { if (body.password === 'wrong') refuse(422, 'not_known', 'That e-mail and password do not go together.'); signedIn = true; return session; }],
  ['DELETE', '/session', () => { signedIn = false; }],
  ['POST', '/session/look-as', (_, { body }) => { const user = users.find((each) => each.id === body.userId); Object.assign(session, { user, role: user.role }); return session; }],
  ['POST', '/session/organisation', () => session],
  ['POST', '/organisations', () => ({ id: randomUUID() })],
  ['POST', '/organisation/(resume|go-live)', () => { Object.assign(session.organisation, { paused: null, testMode: false }); }],
  ['PUT', '/dev/organisation', (_, { body }) => { Object.assign(session.organisation, body); say('resync', {}); }],
  ['GET', '/users', () => ({ items: users, next: null })],
  ['GET', '/conversations', (_, { query }) => {
    const mine = (each) => query.view === 'team' || !query.view || (query.view === 'mine' ? each.assignee?.id === session.user.id : !each.assignee);
    const all = conversations.filter((each) => mine(each) && (!query.state || query.state === 'all' || each.attention === query.state) && (!query.personId || each.person?.id === query.personId))
      .sort((a, b) => b.lastAt.localeCompare(a.lastAt));
    const from = Number(query.cursor ?? 0), limit = Number(query.limit ?? 50);
    return { items: all.slice(from, from + limit).map(row), next: from + limit < all.length ? String(from + limit) : null };
  }],
  ['GET', '/conversations/counts', () => ({ needsReply: conversations.filter((each) => each.attention === 'needs_reply').length, unread: conversations.reduce((sum, each) => sum + each.unread, 0) })],
  ['POST', '/conversations', (_, { body }) => opened(conversations.find((each) => (body.personId && each.person?.id === body.personId) || each.number === body.number) ?? refuse(422, 'no_number', 'No phone number on this record.'))],
  ['GET', '/conversations/([^/]+)', ([id]) => opened(find(id))],
  ['GET', '/conversations/([^/]+)/events', ([id]) => {
    const c = find(id), [first] = messages.get(c.id), by = users[0];
    const after = (minutes) => new Date(Date.parse(first?.createdAt ?? Date.now()) + minutes * 60_000).toISOString();
    const closed = c.composer.state === 'closed' ? [{ id: `${id}-out`, kind: 'opt_out', at: new Date().toISOString(), by: null, words: 'Opted out by text: “STOP”. Nobody here can text this number.' }] : [];
    return { items: [{ id: `${id}-to`, kind: 'assigned', at: after(0.1), by, words: `${by.name} gave this to ${users[1].name}.` }, ...closed] };
  }],
  ['GET', '/conversations/([^/]+)/messages', ([id], { query }) => {
    const all = messages.get(find(id).id).filter((each) => !isLater(each)).filter((each) => !query.before || (each.seq ?? Infinity) < Number(query.before));
    const limit = Number(query.limit ?? 50);
    return { items: all.slice(-limit), more: all.length > limit };
  }],
  ['POST', '/conversations/([^/]+)/messages', ([id], { body }) => {
    const conversation = find(id), all = messages.get(id);
    if (conversation.composer.state === 'closed') refuse(422, conversation.composer.code, conversation.composer.words);
    const newest = all.filter((each) => each.seq !== null && each.seq > body.seenSeq).at(-1);
    if (newest) refuse(409, 'new_message_meanwhile', `${conversation.title.split(' ')[0]} wrote 3 seconds ago: “${newest.body}”. Read it, then press Send again.`);
    const text = message('out', body.body, new Date().toISOString(), { status: 'queued', purpose: body.purpose ?? 'application', deliveredAt: null, author: { id: session.user.id, name: session.user.name }, media: (body.mediaIds ?? []).map((each) => ({ id: each, name: media.get(each).name, contentType: media.get(each).contentType, bytes: media.get(each).content.length, state: 'stored' })) });
    add(conversation, text);
    carry(conversation, text);
    return text;
  }, 202],
  ['POST', '/conversations/([^/]+)/viewed', ([id]) => { const c = find(id); if (c.unread) { c.unread = 0; changed(c); } }],
  ['POST', '/conversations/([^/]+)/answering', () => {}],
  ['GET', '/conversations/([^/]+)/colleagues', () => ({ items: users.map(({ id, name }) => ({ id, name })) })],
  ['PUT', '/conversations/([^/]+)/attention', ([id], { body }) => { const c = find(id); Object.assign(c, { attention: body.state, attentionAt: new Date().toISOString() }); changed(c); }],
  ['PUT', '/conversations/([^/]+)/assignee', ([id], { body }) => { const c = find(id); const u = users.find((each) => each.id === body.userId); c.assignee = u ? { id: u.id, name: u.name } : null; changed(c); }],
  ['PUT', '/conversations/([^/]+)/draft', ([id], { body }) => { find(id).draft = body.body || null; }],
  ['GET', '/messages/([^/]+)/why', ([id]) => {
    const text = findMessage(id);
    const closed = text.status === 'held';
    return { title: closed ? 'Held until tomorrow 8:00 AM, Florida time' : `“${text.statusWords}”`, first: closed ? 'No texts after 8 PM in Florida.' : text.problemWords ?? 'Every check allowed this text.', checks: [
      { name: 'number', state: 'ok', words: 'Number can be texted', source: 'Number check', date: ago(3000) },
      { name: 'lock', state: 'ok', words: 'Not locked', source: null, date: null },
      { name: 'opt_out', state: 'ok', words: 'Has not opted out', source: 'Consent ledger', date: ago(200000) },
      closed ? { name: 'quiet_hours', state: 'failed', words: 'Quiet hours: it was 8:15 PM in Florida', source: 'Florida Statutes 501.059', date: null } : { name: 'quiet_hours', state: 'ok', words: 'Within hours', source: 'Reply within 60 minutes', date: null },
      { name: 'frequency', state: closed ? 'not_checked' : 'ok', words: 'Texts this week', source: null, date: null },
    ] };
  }],
  ['POST', '/messages/([^/]+)/retry', ([id]) => { const text = findMessage(id), c = ownerOf(text); Object.assign(text, { status: 'queued', statusWords: 'Waiting to send', problemWords: null, nextSteps: [] }); changed(c); carry(c, text); return text; }, 202],
  ['POST', '/messages/([^/]+)/cancel', ([id]) => { const text = findMessage(id); Object.assign(text, { status: 'cancelled', statusWords: 'Cancelled' }); changed(ownerOf(text)); }],
  ['POST', '/messages/([^/]+)/decide', ([id], { body }) => { const at = toDecide.findIndex((each) => each.id === id); toDecide.splice(at, 1); const text = findMessage(id), c = ownerOf(text); const status = body.answer === 'received' ? 'delivered' : 'queued'; Object.assign(text, { status, statusWords: statusWords[status], problemWords: null }); c.problem = false; changed(c); if (body.answer === 'send_again') carry(c, text); }],
  ['GET', '/to-decide', () => ({ items: toDecide })],
  ['POST', '/media', (_, { file }) => { const id = randomUUID(); media.set(id, file); return { id, contentType: file.contentType, bytes: file.content.length, name: file.name, state: 'stored' }; }],
  ['GET', '/people', (_, { query }) => ({ items: people.filter((each) => !query.q || each.name.toLowerCase().includes(query.q.toLowerCase())), next: null })],
  ['GET', '/people/([^/]+)', ([id]) => ({ ...people.find((each) => each.id === id), conversations: conversations.filter((each) => each.person?.id === id).map(row), consent: conversations.find((each) => each.person?.id === id)?.consent ?? null })],
  ['GET', '/search/messages', (_, { query }) => ({ messages: conversations.flatMap((each) => messages.get(each.id).filter((text) => text.body.toLowerCase().includes(query.q.toLowerCase())).map((text) => ({ messageId: text.id, conversationId: each.id, seq: text.seq, title: each.title, snippet: text.body.replaceAll(new RegExp(query.q, 'gi'), '<<$&>>'), at: text.createdAt }))).slice(0, 8) })],
  ['GET', '/phones', (_, { query }) => ({ items: [...new Set(conversations.map((each) => each.number))].map(phoneRow).filter((each) => !query.q || `${each.name} ${each.number}`.toLowerCase().includes(query.q.toLowerCase())).sort((a, b) => b.last.at.localeCompare(a.last.at)) })],
  ['GET', '/phones/faults', () => faults],
  ['PUT', '/phones/faults', (_, { body }) => { faults = body; }],
  ['GET', '/phones/([^/]+)', ([number]) => {
    const here = phoneOf(number), all = here.flatMap((each) => messages.get(each.id).filter((text) => text.direction === 'in' || ['sent', 'delivered'].includes(text.status)).map((text) => ({ id: text.id, fromPhone: text.direction === 'in', other: each.line.number, lineName: each.line.name, body: text.body, media: text.media.map((each) => `/api/v1/media/${each.id}`), at: text.createdAt })));
    read.set(number, messages.get(here[0].id).at(-1).id);
    return { number, name: here[0].person?.name ?? null, conversationId: here[0].id, messages: all.sort((a, b) => a.at.localeCompare(b.at)) };
  }],
  ['POST', '/phones/([^/]+)/messages', ([number], { body }) => {
    const conversation = phoneOf(number)[0];
    add(conversation, message('in', body.body, new Date().toISOString(), { media: body.mediaUrl ? [{ id: body.mediaUrl.split('/').at(-1), contentType: 'image/png', name: 'picture', bytes: 1, state: 'stored' }] : [] }));
    if (/^\s*stop\s*$/i.test(body.body)) {
      conversation.composer = { state: 'closed', code: 'opted_out', words: 'Opted out today by text: “STOP”.', until: null };
      add(conversation, message('out', 'Northwind: You will get no more texts from us. Reply START to get them again.', new Date().toISOString(), { origin: 'automatic', author: { id: 'stop', name: 'Opt-out' } }));
    }
  }],
];

function part(buffer, type) {
  const boundary = `--${/boundary=(.+)$/.exec(type)[1]}`;
  const text = buffer.toString('latin1'), start = text.indexOf('\r\n\r\n') + 4;
  return { name: /filename="([^"]*)"/.exec(text)?.[1], contentType: /Content-Type: (\S+)/i.exec(text)?.[1], content: buffer.subarray(start, text.indexOf(`\r\n${boundary}`, start)) };
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x'), path = decodeURIComponent(url.pathname.replace('/api/v1', ''));
  const stored = /^\/media\/(.+)$/.exec(path);
  if (stored && media.has(stored[1])) return response.writeHead(200, { 'Content-Type': media.get(stored[1]).contentType }).end(media.get(stored[1]).content);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const buffer = Buffer.concat(chunks), type = request.headers['content-type'] ?? '';
  const route = routes.find(([method, pattern]) => method === request.method && new RegExp(`^${pattern}$`).test(path));
  const answer = (status, value, kind = 'application/json') => response.writeHead(status, { 'Content-Type': kind }).end(value === undefined ? '' : JSON.stringify(value));
  try {
    if (!route) refuse(404, 'not_found', 'This page does not exist, or you may not see it.');
    if (request.method !== 'GET' && request.headers['x-rosterline'] !== '1') refuse(403, 'cross_site', 'X-Rosterline is missing.');
    const value = route[2](new RegExp(`^${route[1]}$`).exec(path).slice(1), {
      query: Object.fromEntries(url.searchParams),
      body: type.includes('json') ? JSON.parse(buffer.toString()) : undefined,
      file: type.includes('multipart') ? part(buffer, type) : undefined,
    });
    answer(route[3] ?? (value === undefined ? 204 : 200), value);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) console.error(refusal);
    answer(refusal.status ?? 500, { type: 'about:blank', title: refusal.message, status: refusal.status ?? 500, detail: refusal.message, code: refusal.code }, 'application/problem+json');
  }
});

new WebSocketServer({ server, path: '/live' }).on('connection', (socket) => {
  socket.once('message', () => { socket.send('{}\x1e'); sockets.add(socket); });
  socket.on('close', () => sockets.delete(socket));
  setInterval(() => socket.send('{"type":6}\x1e'), 10_000).unref();
});
server.listen(port, () => console.log(`http://localhost:${port}, line ${lines[0].number}`));
