export const sessionWords = {
  title: 'Sign in to Rosterline',
  line: 'Texting for recruiting and staffing teams.',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  links: {
    used: 'This sign-in link was used already; each works once. Ask an administrator for a new one, or sign in with your password.',
    expired: 'This sign-in link is too old; each works for 15 minutes. Ask an administrator for a new one, or sign in with your password.',
    unknown: 'This sign-in link does not work. Check that it is whole, or ask an administrator for a new one.',
    'needs-https': 'A sign-in link works only at a secure address. It was not used up: open it by https://, or on the computer itself.',
  } as Record<string, string>,
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
