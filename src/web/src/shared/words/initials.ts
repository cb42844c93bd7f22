/** At most two letters for a name; a bare number gives its last two digits. */
export function initialsOf(name: string) {
  const digits = name.replace(/\D/g, '');
  const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
  if (words.length === 0) return digits.slice(-2) || '?';
  const first = words[0]!, last = words.length > 1 ? words.at(-1)! : '';
  return (Array.from(first)[0]! + (Array.from(last)[0] ?? '')).toUpperCase();
}

/** A hue from 0 to 359 that is always the same for the same key. */
export function hueOf(key: string) {
  let hash = 2166136261;
  for (const character of key) hash = Math.imul(hash ^ character.codePointAt(0)!, 16777619);
  return ((hash >>> 0) % 24) * 15;
}
