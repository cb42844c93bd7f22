// An identity provider on a free port. Arguments: client id, client secret, return address. Prints its issuer, then signs anybody in who fills in its form.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [clientId, clientSecret, returnAddress] = process.argv.slice(2);

const people = {
  ana: { email: 'ana@northwind.example', email_verified: true, name: 'Ana Silva', groups: ['texting-managers', 'everybody'] },
  lea: { email: 'lea@northwind.example', email_verified: false, name: 'Lea Unverified', groups: ['everybody'] },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [returnAddress], response_types: ['code'], grant_types: ['authorization_code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: `subject-of-${id}`, ...people[id] }) },
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});

process.stdin.on('end', () => process.exit()).resume();
