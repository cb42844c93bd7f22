/** Where drafts are kept on the device and how they reach the server. */
interface Places {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  save: (conversationId: string, body: string) => Promise<unknown>;
  wait?: number;
}

/** Keeps drafts on the device at once and on the server a moment later; a draft the server has leaves the device. */
export function createDrafts({ storage, save, wait = 700 }: Places) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const nameOf = (conversationId: string) => `rosterline.draft.${conversationId}`;

  const write = (conversationId: string, body: string) => {
    storage.setItem(nameOf(conversationId), body);
    clearTimeout(timers.get(conversationId));
    timers.set(conversationId, setTimeout(() => void hand(conversationId), wait));
  };

  const hand = async (conversationId: string) => {
    clearTimeout(timers.get(conversationId));
    timers.delete(conversationId);
    const body = storage.getItem(nameOf(conversationId));
    if (body === null) return;
    try {
      await save(conversationId, body);
    } catch {
      // Kept on the device: it is handed over when the connection is back
      return;
    }
    if (storage.getItem(nameOf(conversationId)) === body) storage.removeItem(nameOf(conversationId));
  };

  return {
    /** The draft of a conversation: what is on this device is newer than what the server has. */
    read: (conversationId: string, onServer: string | null) => storage.getItem(nameOf(conversationId)) ?? onServer ?? '',
    write,
    /** Hands over what is still only on this device. */
    handAll: () => Promise.all(
      Array.from({ length: storage.length }, (_, at) => storage.key(at))
        .filter((name) => name?.startsWith(nameOf('')))
        .map((name) => hand(name!.slice(nameOf('').length))),
    ),
  };
}
