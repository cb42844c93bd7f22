import { useMay } from '../session/session';
import { Tabs } from '../shared/page/Tabs';
import { kinds, pathOfKind } from './kinds';
import { hotlistWords } from './hotlists/words';
import { kindNames, peopleWords as words } from './words';

/** The grids of the section, and the import for those who may. */
export function PeopleTabs() {
  const may = useMay('import');
  const items = [...kinds.map((kind) => ({ href: pathOfKind(kind), name: kindNames[kind].many })), { href: '/people/hotlists', name: hotlistWords.title }];
  return <Tabs label={words.people} items={may ? [...items, { href: '/people/import', name: words.importTab }] : items} />;
}
