import { useCallback, useMemo, useState } from 'react';

/** The ids after pressing the box of one row; with Shift everything between it and the row pressed before takes its new state. */
export function press(chosen: ReadonlySet<string>, order: string[], id: string, before: string | null, shift: boolean): Set<string> {
  const next = new Set(chosen), on = !chosen.has(id);
  const [from, to] = [shift && before !== null ? order.indexOf(before) : -1, order.indexOf(id)];
  const range = from < 0 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  for (const each of range) if (on) next.add(each); else next.delete(each);
  return next;
}

/** Who is selected in a grid; those who are no longer in it do not count. */
export function useSelection(order: string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [before, setBefore] = useState<string | null>(null);
  const here = useMemo(() => new Set(order.filter((id) => chosen.has(id))), [order, chosen]);
  const toggle = useCallback((id: string, shift = false) => { setChosen((now) => press(now, order, id, before, shift)); setBefore(id); }, [order, before]);
  const all = order.length > 0 && here.size === order.length;
  return {
    chosen: here as ReadonlySet<string>,
    toggle,
    all,
    some: here.size > 0 && !all,
    toggleAll: () => setChosen(all ? new Set() : new Set(order)),
    clear: () => setChosen(new Set()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
