import { Reading } from '../../shared/page/Reading';
import { AdminPage } from '../AdminPage';
import { useSignInRules, useSingleSignOn } from './reading';
import { MailSection } from './MailSection';
import { RulesSection } from './RulesSection';
import { SignOnSection } from './SignOnSection';
import { signInAdminWords as words } from './words';

/** What the organisation asks of a sign-in, and its single sign-on. */
export default function SignInPage() {
  const rules = useSignInRules();
  const signOn = useSingleSignOn();
  return (
    <AdminPage title={words.title} line={words.line}>
      <Reading of={rules}>{(asked) => (
        <Reading of={signOn}>{(found) => (
          <>
            <RulesSection rules={asked} signOn={found} />
            <SignOnSection key={JSON.stringify(found.saved)} signOn={found} />
          </>
        )}</Reading>
      )}</Reading>
      <MailSection />
    </AdminPage>
  );
}
