export const sessionWords = {
  title: 'Sign in to Rosterline',
  line: 'Texting for recruiting and staffing teams.',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  forgotten: 'Forgotten your password? An administrator can set a new one.',
  insecureTitle: 'Sign-in needs a secure address',
  insecure: (port: string) =>
    `Open this page by https://, on the computer itself as http://localhost${port === '' ? '' : `:${port}`}, or set a certificate (docs/self-hosting.md).`,
  insecureWays: (host: string, port: string) => [
    { label: 'By https', words: `https://${host}` },
    { label: 'On the computer itself', words: `http://localhost${port === '' ? '' : `:${port}`}` },
    { label: 'Set a certificate', words: 'docs/self-hosting.md' },
  ],
};
