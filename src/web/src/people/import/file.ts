import { importWords as words } from './words';

export const mostMegabytes = 50;

const workbook = /\.(xlsx?|xlsm|xlsb|numbers|ods)$/i;
const table = /\.(csv|tsv|tab|txt)$/i;

/** Why a file cannot be read as people, in words; null when it may be tried. */
export function faultOfFile({ name, size, type }: Pick<File, 'name' | 'size' | 'type'>): string | null {
  if (workbook.test(name)) return words.excel(name);
  if (!table.test(name) && !/^text\//.test(type)) return words.notText(name);
  if (size === 0) return words.empty(name);
  return size > mostMegabytes * 1_048_576 ? words.tooLarge(name, mostMegabytes) : null;
}
