import { useState } from 'react';

/** Who is ticked; what is filtered away stays ticked. */
export function useSelected() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const change = (id: string, on: boolean) => setIds((now) => {
    const next = new Set(now);
    if (on) next.add(id);
    else next.delete(id);
    return next;
  });
  return { ids, change, all: (shown: string[]) => setIds((now) => new Set([...now, ...shown])), clear: () => setIds(new Set()) };
}
