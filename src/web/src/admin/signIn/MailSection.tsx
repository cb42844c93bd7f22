import { Button } from '@mantine/core';
import { call } from '../../api/client';
import { useChange } from '../../shared/form/useChange';
import { Section } from '../../shared/page/Section';
import { useMail } from '../reading';
import { signInAdminWords as words } from './words';

/** Whether invitations can be mailed, with a test to oneself. */
export function MailSection() {
  const mail = useMail();
  const test = useChange(() => call('POST /organisation/mail/test'), { done: words.mailTested });
  if (!mail.data) return null;
  const { server, from } = mail.data;
  return (
    <Section title={words.mail} line={server ? words.mailBy(server, from ?? '') : words.noMail}
      action={server && <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>{words.mailTest}</Button>} />
  );
}
