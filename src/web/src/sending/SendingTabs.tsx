import { Tabs } from '../shared/page/Tabs';
import { sendingWords as words } from './pageWords';

/** The screens of Sending beside each other. */
export const SendingTabs = () => (
  <Tabs label={words.section} items={[
    { href: '/sending/broadcasts', name: words.broadcasts },
    { href: '/sending/scheduled', name: words.scheduled },
    { href: '/sending/templates', name: words.templates },
  ]} />
);
