/** A field of a text, such as {first name|there}. */
export interface FieldUse { name: string; fallback: string | null }

const pattern = /(?<!\{)\{([^{}|]{1,60})(?:\|([^{}]*))?\}/g;

/** The fields of a text, each once, with the fallback of its first place. */
export function fieldsIn(body: string): FieldUse[] {
  const found = new Map<string, FieldUse>();
  for (const [, name, fallback] of body.matchAll(pattern)) {
    const plain = name!.trim().toLowerCase();
    if (plain !== '' && !found.has(plain)) found.set(plain, { name: plain, fallback: fallback ?? null });
  }
  return [...found.values()];
}

/** The text with another fallback in every place of a field; an empty one takes it away. */
export const withFallback = (body: string, field: string, fallback: string) =>
  body.replace(pattern, (whole, name: string) => (name.trim().toLowerCase() !== field ? whole : fallback === '' ? `{${name}}` : `{${name}|${fallback.replace(/[{}|]/g, '')}}`));
