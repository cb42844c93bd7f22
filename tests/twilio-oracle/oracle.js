// Answers one JSON question per line on standard input with one JSON line: Twilio's own client as an independent opinion.
const readline = require('node:readline');
const twilio = require('twilio');
const { getExpectedTwilioSignature, getExpectedBodyHash, validateRequest, validateRequestWithBody } = require('twilio/lib/webhooks/webhooks');

const answers = {
  sign: ({ token, url, params }) => getExpectedTwilioSignature(token, url, params ?? {}),
  hash: ({ body }) => getExpectedBodyHash(body),
  validate: ({ token, signature, url, params }) => validateRequest(token, signature, url, params ?? {}),
  validateBody: ({ token, signature, url, body }) => validateRequestWithBody(token, signature, url, body),
  send: async ({ base, account, token, message }) => {
    const client = twilio(account, token, { autoRetry: false });
    client.api.baseUrl = base;
    const sent = await client.messages.create(message);
    return { sid: sent.sid, status: sent.status };
  },
  list: async ({ base, account, token, filter }) => {
    const client = twilio(account, token, { autoRetry: false });
    client.api.baseUrl = base;
    return (await client.messages.list({ ...filter, dateSentAfter: new Date(filter.dateSentAfter) })).map((m) => m.sid);
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
