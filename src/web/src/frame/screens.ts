import type { ComponentType } from 'react';
import type { Session } from '../api/types';
import { vendorWords } from './overlay/vendorWords';

/** A screen of the app: where it lives, what it is called, who may open it, and the file that draws it. */
export interface Screen {
  /** The address it is opened by, and the key of its `vendorWords`. */
  path: string;
  /** Its name as the user reads it, sections separated by "›". */
  name: string;
  /** Every address it answers; its own path when left out. */
  pattern?: string;
  permission?: string;
  when?: (session: Session) => boolean;
  /** Reached from another screen only, so the palette does not offer it. */
  unlisted?: true;
  load: () => Promise<{ default: ComponentType }>;
}

/** Every screen, one line each: more specific paths before those they begin with. */
export const screens: Screen[] = [
  { path: '/inbox/decide', name: 'Inbox › To decide', load: () => import('../conversations/Inbox') },
  { path: '/inbox', name: 'Inbox', pattern: '/inbox/:id?', load: () => import('../conversations/Inbox') },
  { path: '/people/candidates', name: 'People › Candidates', permission: 'see_people', load: () => import('../people/grid/PeoplePage') },
  { path: '/people/employees', name: 'People › Employees', permission: 'see_people', load: () => import('../people/grid/PeoplePage') },
  { path: '/people/contacts', name: 'People › Contacts', permission: 'see_people', load: () => import('../people/grid/PeoplePage') },
  { path: '/people/hotlists', name: 'People › Hotlists', permission: 'see_people', load: () => import('../people/hotlists/HotlistsPage') },
  { path: '/people/hotlists/one', name: 'People › Hotlist', pattern: '/people/hotlists/:id', permission: 'see_people', unlisted: true, load: () => import('../people/hotlists/HotlistPage') },
  { path: '/people/import', name: 'People › Import', permission: 'import', load: () => import('../people/import/ImportPage') },
  { path: '/people/record', name: 'People › record', pattern: '/people/:id', permission: 'see_people', unlisted: true, load: () => import('../people/record/RecordPage') },
  { path: '/sending/broadcasts', name: 'Sending › Broadcasts', permission: 'text', load: () => import('../sending/broadcasts/BroadcastsPage') },
  { path: '/sending/broadcasts/one', name: 'Sending › Broadcast', pattern: '/sending/broadcasts/:id', permission: 'text', unlisted: true, load: () => import('../sending/broadcasts/BroadcastPage') },
  { path: '/sending/scheduled', name: 'Sending › Scheduled', permission: 'text', load: () => import('../sending/scheduled/ScheduledPage') },
  { path: '/jobs/postings', name: 'Jobs › Postings', permission: 'see_people', load: () => import('../jobs/postings/PostingsPage') },
  { path: '/jobs/posting', name: 'Jobs › posting', pattern: '/jobs/postings/:id', permission: 'see_people', unlisted: true, load: () => import('../jobs/postings/PostingPage') },
  { path: '/jobs/pool', name: 'Jobs › Candidate pool', permission: 'see_people', load: () => import('../jobs/pool/PoolPage') },
  { path: '/jobs/orders', name: 'Jobs › Orders', permission: 'see_people', load: () => import('../jobs/orders/OrdersPage') },
  { path: '/jobs/order', name: 'Jobs › order', pattern: '/jobs/orders/:id', permission: 'see_people', unlisted: true, load: () => import('../jobs/orders/OrderPage') },
  { path: '/sending/templates', name: 'Sending › Templates', permission: 'text', load: () => import('../sending/templates/TemplatesPage') },
  { path: '/reports/sms-activity', name: 'Reports › SMS Activity', permission: 'activity', load: () => import('../reports/ActivityPage') },
  { path: '/compliance/opt-outs', name: 'Compliance › Opt-outs', permission: 'see_people', load: () => import('../compliance/OptOutsPage') },
  { path: '/admin/set-up', name: 'Admin › Set up', permission: 'administer', load: () => import('../admin/setup/SetUpPage') },
  { path: '/admin/organisation', name: 'Admin › Organisation', permission: 'administer', load: () => import('../admin/organisation/OrganisationPage') },
  { path: '/admin/accounts', name: 'Admin › Accounts', permission: 'administer', load: () => import('../admin/accounts/AccountsPage') },
  { path: '/admin/accounts/one', name: 'Admin › Account', pattern: '/admin/accounts/:id', permission: 'administer', unlisted: true, load: () => import('../admin/accounts/AccountPage') },
  { path: '/admin/users', name: 'Admin › Users', permission: 'manage_users', load: () => import('../admin/users/UsersPage') },
  { path: '/admin/groups', name: 'Admin › Security groups', permission: 'manage_groups', load: () => import('../admin/groups/GroupsPage') },
  { path: '/admin/groups/one', name: 'Admin › Security group', pattern: '/admin/groups/:id', permission: 'manage_groups', unlisted: true, load: () => import('../admin/groups/GroupPage') },
  { path: '/admin/sign-in', name: 'Admin › Sign-in', permission: 'administer', load: () => import('../admin/signIn/SignInPage') },
  { path: '/admin/texting', name: 'Admin › Texting', permission: 'manage_lines', load: () => import('../admin/texting/TextingPage') },
  { path: '/admin/texting/one', name: 'Admin › Conversations of a user', pattern: '/admin/texting/:id', permission: 'manage_lines', unlisted: true, load: () => import('../admin/texting/UserConversationsPage') },
  { path: '/admin/lines', name: 'Admin › Lines', permission: 'manage_lines', load: () => import('../lines/LinesPage') },
  { path: '/admin/providers', name: 'Admin › Text providers', permission: 'manage_integration', load: () => import('../lines/providers/ProvidersPage') },
  { path: '/admin/providers/one', name: 'Admin › Text provider', pattern: '/admin/providers/:id', permission: 'manage_integration', unlisted: true, load: () => import('../lines/providers/ConnectionPage') },
  { path: '/admin/sending', name: 'Admin › Sending', permission: 'administer', load: () => import('../admin/sending/SendingPage') },
  { path: '/admin/fields', name: 'Admin › Fields and actions', permission: 'administer', load: () => import('../admin/lists/ListsPage') },
  { path: '/admin/api', name: 'Admin › API and webhooks', permission: 'administer', load: () => import('../admin/keys/KeysPage') },
  { path: '/admin/audit', name: 'Admin › Audit log', when: ({ permissions }) => permissions.includes('administer') || permissions.includes('compliance'), load: () => import('../admin/audit/AuditPage') },
  { path: '/admin/move', name: 'Admin › Move', permission: 'administer', load: () => import('../moving/MovingPage') },
  { path: '/admin/health', name: 'Admin › Health', permission: 'administer', load: () => import('../admin/health/HealthPage') },
  { path: '/settings/sign-in', name: 'My settings › Sign-in and devices', load: () => import('../settings/signIn/SignInPage') },
  { path: '/settings', name: 'My settings', load: () => import('../settings/SettingsPage') },
  { path: '/phones', name: 'Phones', pattern: '/phones/:number?', load: () => import('../phones/Phones') },
];

export const maySee = (screen: Screen, session: Session) =>
  (screen.permission === undefined || session.permissions.includes(screen.permission)) && (screen.when?.(session) ?? true);

/** Screens whose name, or another product's word for them, holds every word typed; names first. */
export function findScreens(typed: string, among: Screen[]) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const byName = among.filter((screen) => !screen.unlisted && holds(screen.name));
  const byVendor = among.filter((screen) => !byName.includes(screen) && !screen.unlisted && vendorWordOf(screen, holds) !== undefined);
  return [...byName, ...byVendor].map((screen) => ({
    screen,
    because: byName.includes(screen) ? undefined : vendorWordOf(screen, holds),
  }));
}

const vendorWordOf = (screen: Screen, holds: (text: string) => boolean) => vendorWords[screen.path]?.find(holds);
