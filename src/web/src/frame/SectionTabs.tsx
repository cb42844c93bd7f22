import { useSession } from '../session/session';
import { Tabs } from '../shared/page/Tabs';
import { maySee, screens } from './screens';

/** The screens of a section beside each other, as far as the viewer may open them. */
export function SectionTabs({ root, label }: { root: string; label: string }) {
  const session = useSession();
  const items = screens.filter((screen) => screen.path.startsWith(`${root}/`) && !screen.unlisted && maySee(screen, session))
    .map((screen) => ({ href: screen.path, name: screen.name.split(' › ').at(-1)! }));
  return items.length > 1 && <Tabs label={label} items={items} />;
}
