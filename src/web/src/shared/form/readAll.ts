/** Reads a list to its end, page after page; stops at `most` items. */
export async function readAll<T>(page: (cursor: string | undefined) => Promise<{ items: T[]; next: string | null }>, most = 2_000) {
  const all: T[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, next } = await page(cursor);
    all.push(...items);
    if (next === null || next === undefined || all.length >= most) return all;
    cursor = next;
  }
}
