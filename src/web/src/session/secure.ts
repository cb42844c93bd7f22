/** Whether a sign-in can work at this address: browsers drop secure cookies elsewhere. */
export const canSignInAt = ({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>) =>
  protocol === 'https:' || isLocal(hostname);

const isLocal = (host: string) =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
