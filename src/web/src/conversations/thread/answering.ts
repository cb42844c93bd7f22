import { useSyncExternalStore } from 'react';
import { onLive } from '../../api/live';
import { useSession } from '../../session/session';
import { useColleagues } from '../reading';
import { inboxWords as words } from '../words';

const lasts = 8_000;
const answering = new Map<string, { userId: string; timer: ReturnType<typeof setTimeout> }>();
const hearers = new Set<() => void>();

const tell = () => hearers.forEach((hear) => hear());

onLive('answering', ({ conversationId, userId }) => {
  clearTimeout(answering.get(conversationId)?.timer);
  const timer = setTimeout(() => { answering.delete(conversationId); tell(); }, lasts);
  answering.set(conversationId, { userId, timer });
  tell();
});

function subscribe(hear: () => void) {
  hearers.add(hear);
  return () => { hearers.delete(hear); };
}

/** The name of whoever else is writing in a conversation just now; forgotten after eight seconds of silence. */
export function useAnswering(conversationId: string): string | null {
  const { user, lookAs } = useSession();
  const userId = useSyncExternalStore(subscribe, () => answering.get(conversationId)?.userId ?? null);
  const isOther = userId !== null && userId !== user.id;
  const colleagues = useColleagues(conversationId, isOther).data?.items;
  if (!isOther) return null;
  return colleagues?.find(({ id }) => id === userId)?.name ?? lookAs?.find((each) => each.userId === userId)?.name ?? words.colleague;
}
