import {
  IconBriefcase, IconChartHistogram, IconDeviceMobile, IconMessage, IconSend2, IconSettings, IconShieldCheck, IconUsers, type Icon,
} from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useSession } from '../session/session';
import { maySee, screens } from './screens';
import { frameWords as words } from './words';

export interface Section { root: string; name: string; icon: Icon; atFoot?: boolean }

const sections: Section[] = [
  { root: '/inbox', name: words.inbox, icon: IconMessage },
  { root: '/people', name: words.people, icon: IconUsers },
  { root: '/jobs', name: words.jobs, icon: IconBriefcase },
  { root: '/sending', name: words.sending, icon: IconSend2 },
  { root: '/reports', name: words.reports, icon: IconChartHistogram },
  { root: '/compliance', name: words.compliance, icon: IconShieldCheck },
  { root: '/phones', name: words.phones, icon: IconDeviceMobile, atFoot: true },
  { root: '/admin', name: words.admin, icon: IconSettings, atFoot: true },
];

const belongs = (path: string, root: string) => path === root || path.startsWith(`${root}/`);

/** The sections the viewer may open, each with the address of its first screen and whether she is in it. */
export function useSections() {
  const session = useSession();
  const [location] = useLocation();
  return sections.flatMap((section) => {
    const inside = screens.filter((screen) => belongs(screen.path, section.root) && maySee(screen, session));
    if (inside.length === 0) return [];
    const first = inside.find((screen) => screen.path === section.root) ?? inside[0]!;
    return [{ ...section, href: first.path, here: belongs(location, section.root) }];
  });
}
