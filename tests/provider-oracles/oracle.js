// Answers one JSON question per line on standard input with one JSON line: the carriers' own clients as independent opinions.
const readline = require('node:readline');
const crypto = require('node:crypto');
const { Telnyx } = require('telnyx');
const bandwidth = require('bandwidth-sdk');
const { SMS } = require('@vonage/sms');
const vonage = require('@vonage/messages');
const { tokenGenerate, verifySignature } = require('@vonage/jwt');
const jsonwebtoken = require('jsonwebtoken');
const NexmoHash = require('nexmo/lib/HashGenerator');
const plivo = require('plivo');

const orFalse = (check) => { try { return check(); } catch { return false; } };

const answers = {
  telnyxBelieves: async ({ key, body, signature, timestamp }) => {
    const client = new Telnyx({ apiKey: 'KEY0', publicKey: key });
    try {
      await client.webhooks.unwrap(body, { headers: { 'telnyx-signature-ed25519': signature, 'telnyx-timestamp': timestamp } });
      return true;
    } catch { return false; }
  },
  telnyxSigns: ({ seed, body, timestamp }) => {
    const key = crypto.createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')]), format: 'der', type: 'pkcs8' });
    return crypto.sign(null, Buffer.from(`${timestamp}|${body}`), key).toString('base64');
  },
  telnyxSend: async ({ base, key, message }) => (await new Telnyx({ apiKey: key, baseURL: base, maxRetries: 0 }).messages.send(message)).data.id,
  bandwidthSend: async ({ base, user, password, account, message }) => {
    const api = new bandwidth.MessagesApi(new bandwidth.Configuration({ username: user, password, serverIndex: 9 }), base);
    return (await api.createMessage(account, { ...message, to: new Set(message.to) })).data.id;
  },
  vonageText: async ({ base, key, secret, message }) =>
    (await new SMS({ apiKey: key, apiSecret: secret }, { restHost: base }).send(message)).messages[0]['message-id'],
  vonageMessage: async ({ base, application, privateKey, kind, message }) =>
    (await new vonage.Messages({ applicationId: application, privateKey }, { apiHost: base }).send(new vonage[kind](message))).messageUUID,
  vonageVerifies: ({ token, secret }) => orFalse(() => verifySignature(token, secret)),
  vonageReads: ({ token, publicKey }) => jsonwebtoken.verify(token, publicKey, { algorithms: ['RS256'] }),
  vonageSigns: ({ claims, secret }) => jsonwebtoken.sign(claims, secret, { algorithm: 'HS256' }),
  vonageToken: ({ application, privateKey }) => jsonwebtoken.decode(tokenGenerate(application, privateKey), { complete: true }),
  nexmoSigns: ({ method, secret, params }) => new NexmoHash().generate(method, secret, params),
  plivoBelieves: ({ method, url, nonce, token, signature, params }) => orFalse(() => plivo.validateV3Signature(method, url, nonce, token, signature, params ?? {})),
  plivoBelievesV2: ({ url, nonce, token, signature }) => orFalse(() => plivo.validateSignature(url, nonce, signature, token)),
  plivoSend: async ({ base, id, token, message }) => {
    const client = new plivo.Client(id, token, { url: `${base}/v1/Account/${id}` });
    return (await client.messages.create(message)).messageUuid[0];
  },
};

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const { ask, ...question } = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await answers[ask](question)) ?? null };
  } catch (fault) {
    answer = { fault: String(fault.message ?? fault) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
});
