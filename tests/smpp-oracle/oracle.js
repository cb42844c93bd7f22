// An SMPP gateway made of the public smpp package. One JSON object per line, in both directions.
const readline = require('node:readline');
const smpp = require('smpp');

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

// What to do with texts: a status to answer with, or "silent", "drop" (the link, unanswered), "late" (answered when told).
let next = [];
let ids = 1000;
let idBase = 16;
const bound = new Map();
const held = [];
let names = 0;

const seen = (pdu) => ({
  esm: pdu.esm_class, dcs: pdu.data_coding, registered: pdu.registered_delivery, service: pdu.service_type,
  from: [pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr], to: [pdu.dest_addr_ton, pdu.dest_addr_npi, pdu.destination_addr],
  text: (pdu.short_message && pdu.short_message.message) || (pdu.message_payload && pdu.message_payload.message) || '',
  udh: pdu.short_message && pdu.short_message.udh ? pdu.short_message.udh.map((part) => part.toString('hex')) : null,
  sar: pdu.sar_msg_ref_num === undefined ? null : [pdu.sar_msg_ref_num, pdu.sar_total_segments, pdu.sar_segment_seqnum],
  payload: pdu.message_payload !== undefined, reference: pdu.user_message_reference ?? null,
});

const take = (session, pdu) => {
  const told = next.length > 0 ? next.shift() : 0;
  const id = told === 0 || told === 'late' ? (ids++).toString(idBase) : null;
  say({ saw: 'text', session: session.name, id, told, ...seen(pdu) });
  if (told === 'silent') return;
  if (told === 'drop') session.destroy();
  else if (told === 'late') held.push(() => session.send(pdu.response({ message_id: id })));
  else session.send(told === 0 ? pdu.response({ message_id: id }) : pdu.response({ command_status: told }));
};

const server = smpp.createServer({}, (session) => {
  session.name = ++names;
  session.on('error', () => session.destroy());
  session.on('close', () => { bound.delete(session.name); say({ saw: 'closed', session: session.name }); });
  session.on('pdu', (pdu) => {
    if (pdu.command.startsWith('bind_')) {
      const refused = pdu.password === 'sesame' ? 0 : smpp.ESME_RINVPASWD;
      session.kind = pdu.command;
      if (!refused) bound.set(session.name, session);
      session.send(pdu.response(refused ? { command_status: refused } : { system_id: 'ORACLE' }));
      say({ saw: 'bind', session: session.name, kind: pdu.command, as: pdu.system_id, version: pdu.interface_version, status: refused });
    } else if (pdu.command === 'submit_sm') take(session, pdu);
    else if (pdu.command === 'unbind') { session.send(pdu.response()); say({ saw: 'unbind', session: session.name }); session.close(); }
    else if (pdu.command === 'enquire_link') { session.send(pdu.response()); say({ saw: 'enquire_link', session: session.name }); }
    else if (!pdu.isResponse()) session.send(pdu.response());
    else say({ saw: 'answer', session: session.name, command: pdu.command, status: pdu.command_status, number: pdu.sequence_number });
  });
});

const receiver = () => [...bound.values()].findLast((session) => session.kind !== 'bind_transmitter');

const octets = (fields) => {
  const { hex, ...rest } = fields;
  return hex === undefined ? rest : { ...rest, short_message: Buffer.from(hex, 'hex') };
};

const acts = {
  next: ({ next: told }) => { next = told; },
  ids: ({ base }) => { idBase = base; },
  deliver: ({ fields, mark }) => receiver().deliver_sm(octets(fields), (pdu) => say({ saw: 'taken', mark, status: pdu.command_status })),
  enquire: () => receiver().enquire_link((pdu) => say({ saw: 'there', status: pdu.command_status })),
  unknown: () => receiver().send(new smpp.PDU('query_sm', { message_id: '1' }), (pdu) => say({ saw: 'nack', command: pdu.command, status: pdu.command_status })),
  raw: ({ hex }) => receiver().socket.write(Buffer.from(hex, 'hex')),
  release: () => held.splice(0).forEach((answer) => answer()),
  drop: () => [...bound.values()].forEach((session) => session.destroy()),
  unbind: () => receiver().unbind(() => say({ saw: 'unbound' })),
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const told = JSON.parse(line);
  try {
    acts[told.act](told);
  } catch (fault) {
    say({ saw: 'fault', words: String(fault) });
  }
}).on('close', () => process.exit(0));

server.listen(0, '127.0.0.1', () => say({ saw: 'listening', port: server.address().port }));
