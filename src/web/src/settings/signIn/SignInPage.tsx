import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Reading } from '../../shared/page/Reading';
import { PasswordSection } from '../PasswordSection';
import { settingsWords } from '../words';
import { DevicesSection } from './DevicesSection';
import { PasskeysSection } from './PasskeysSection';
import { useOwnSignIn } from './reading';
import { TwoStepSection } from './TwoStepSection';
import { signInWords as words } from './words';

/** How one signs in, and where one is signed in. */
export default function SignInPage() {
  const own = useOwnSignIn();
  return (
    <Page width="narrow">
      <PageHead title={words.title} line={words.line} back={{ href: '/settings', words: settingsWords.title }} />
      <Reading of={own}>{(read) => (
        <>
          <PasskeysSection own={read} />
          <TwoStepSection own={read} />
          <PasswordSection />
        </>
      )}</Reading>
      <DevicesSection />
    </Page>
  );
}
