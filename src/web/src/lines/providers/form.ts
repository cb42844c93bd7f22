import type { Connection, ProviderField } from '../../api/adminTypes';
import { linesWords as words } from '../words';

/** What is typed for each field; a secret that is saved and not being replaced is absent. */
export type TypedSettings = Record<string, string>;

type Saved = Pick<Connection, 'settings' | 'secretsSaved'>;

/** A field's name as a head or at the beginning of a sentence; a name of a protocol, like system_id, stays as it is. */
export const headOf = ({ label }: Pick<ProviderField, 'label'>) => (label.includes('_') ? label : label.charAt(0).toUpperCase() + label.slice(1));

/** What a form begins with: the saved settings, secrets left out. */
export const typedOf = (fields: ProviderField[], connection?: Saved): TypedSettings =>
  Object.fromEntries(fields.filter((field) => !isKept(field, connection)).map(({ name, default: byDefault }) => [name, String(connection?.settings[name] ?? byDefault ?? '')]));

export const isKept = ({ name, secret }: ProviderField, connection?: Saved) => secret && !!connection?.secretsSaved.includes(name);

/** What is wrong with one field, in the provider's own words where it has some; null when nothing is. */
export function faultOfField(field: ProviderField, typed: string | undefined): string | null {
  if (typed === undefined) return null;
  const value = typed.trim();
  if (value === '') return field.optional || field.default !== null ? null : words.missing(headOf(field));
  if (field.kind === 'number' && !/^-?\d+$/.test(value)) return words.wholeNumber;
  const offending = offendingIn(value, field.username);
  if (offending !== undefined) return words.offending(offending, field.username === 'digits_only');
  if (field.pattern === null || field.kind === 'lines' || fits(field.pattern, value)) return null;
  return field.mistake ?? words.mistake(field.label);
}

/** The first character that cannot stand in a name one signs in with (BY-13). */
const offendingIn = (value: string, rule: ProviderField['username']) =>
  (rule === undefined || rule === 'none' ? undefined : [...value].find((each) => !(rule === 'digits_only' ? /^[0-9]$/ : /^[A-Za-z0-9]$/).test(each)));

/** The faults of a whole form by field; empty when it may be saved. */
export function faultsOf(fields: ProviderField[], typed: TypedSettings): Record<string, string> {
  const faults = fields.map((field) => [field.name, faultOfField(field, typed[field.name])] as const);
  return Object.fromEntries(faults.filter((fault): fault is [string, string] => fault[1] !== null));
}

/** What is sent: trimmed, without what was kept. An emptied optional field is sent empty, which clears it. */
export const settingsOf = (typed: TypedSettings) => Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim()]));

/** The whole value must fit. A pattern this browser cannot read is left to the server. */
function fits(pattern: string, value: string) {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return true;
  }
}
