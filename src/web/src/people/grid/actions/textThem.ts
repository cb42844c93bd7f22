import type { Audience } from '../../../api/recordTypes';
import { openSend } from '../../../sending/window/openSend';
import { openTextPanel } from '../../texting/panel';
import { audienceOf, countOf, type Picked } from '../selection';

/** One person opens the text panel, two or more the Send window (P-16). */
export function textThem(picked: Picked, title?: string) {
  const only = picked.mode === 'people' && picked.people.length === 1 ? picked.people[0] : undefined;
  if (only) openTextPanel(only);
  else if (countOf(picked) > 0) textAudience(audienceOf(picked), title);
}

export const textAudience = (audience: Audience, title?: string) => openSend(title === undefined ? audience : { ...audience, title });
