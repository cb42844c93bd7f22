import type { PersonRow, TextState } from '../../api/types';

/** How a state is drawn: never by colour alone, each has its own shape and its words. */
export interface IconLook {
  shape: 'outline' | 'filled' | 'words' | 'lock' | 'fault';
  tone: 'accent' | 'good' | 'calm' | 'bad';
  words: string;
  /** Whether pressing it opens the text panel. */
  opens: boolean;
}

const looks: Record<TextState['state'], Omit<IconLook, 'words'>> = {
  free: { shape: 'outline', tone: 'accent', opens: true },
  texted: { shape: 'filled', tone: 'good', opens: true },
  opted_out: { shape: 'words', tone: 'bad', opens: false },
  locked: { shape: 'lock', tone: 'calm', opens: true },
  problem: { shape: 'fault', tone: 'bad', opens: true },
  no_number: { shape: 'fault', tone: 'bad', opens: true },
};

/** The look of a person's text icon; a state this build does not know is shown as a fault with its words. */
export const lookOf = ({ state, words }: TextState): IconLook => ({ ...(looks[state] ?? looks.problem), words });

/** Its name for everyone who cannot see the shape. */
export const labelOf = (person: Pick<PersonRow, 'name' | 'textState'>) =>
  (person.textState.state === 'free' ? `${person.textState.words}: ${person.name}` : `${person.name}: ${person.textState.words}`);

/** The words beside the icon in a list: silent where the icon says everything. */
export function besideOf({ state, words }: TextState) {
  return state === 'free' || state === 'texted' ? null : words;
}

/** Where one can reach a person who may not be texted. */
export const otherWays = (person: Pick<PersonRow, 'number' | 'email'>) => [
  ...(person.number?.number ? [{ way: 'call' as const, href: `tel:${person.number.number}` }] : []),
  ...(person.email ? [{ way: 'email' as const, href: `mailto:${person.email}` }] : []),
];
