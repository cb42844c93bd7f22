import { Button, SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Link } from 'wouter';
import { frameWords } from '../frame/words';
import { useMay, useSession } from '../session/session';
import { Facts } from '../shared/page/Facts';
import { Page } from '../shared/page/Page';
import { PageHead } from '../shared/page/PageHead';
import { Section } from '../shared/page/Section';
import { Credentials } from './Credentials';
import { DefaultLine } from './DefaultLine';
import { Notifying } from './Notifying';
import { signInWords } from './signIn/words';
import { settingsWords as words } from './words';

/** One's own settings. */
export default function SettingsPage() {
  const { user, group, account } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const themes = (['light', 'dark', 'auto'] as MantineColorScheme[]).map((value) => ({ value, label: frameWords.themes[value] }));
  return (
    <Page width="narrow">
      <PageHead title={words.title} />
      <Section title={words.profile} line={words.profileLine}>
        <Facts of={[[words.name, user.name], [words.email, user.email], [words.group, group], [words.branch, account.path.join(' › ')]]} />
      </Section>
      <Section title={signInWords.open} line={signInWords.openLine} action={<Button component={Link} href="/settings/sign-in" variant="default" aria-label={`${signInWords.goTo}: ${signInWords.open}`}>{signInWords.goTo}</Button>} />
      <Section title={words.texting}><DefaultLine /></Section>
      {useMay('text') && <Credentials />}
      <Section title={words.appearance}>
        <SegmentedControl aria-label={words.theme} value={colorScheme} data={themes} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)} />
      </Section>
      <Notifying />
    </Page>
  );
}
