import { notifications } from '@mantine/notifications';
import { jobsWords as words } from './words';

/** The whole address of an application form, as it is given to people. */
export const formAddress = (applyPath: string) => new URL(applyPath, window.location.origin).href;

export async function copyLink(applyPath: string) {
  await navigator.clipboard.writeText(formAddress(applyPath));
  notifications.show({ message: words.copied });
}
