import { notifications } from '@mantine/notifications';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { MessagePage } from '../../api/types';
import { drafts } from './draftsHere';
import { hearOutgoing } from './outgoing';
import { composerWords as words } from '../words';

/** Shows a text in its thread as soon as the server has it, and keeps the words of one that was refused. */
export function useOutgoingEffects() {
  const queries = useQueryClient();
  useEffect(() => hearOutgoing({
    onSent: (sent, { conversationId }) => {
      queries.setQueryData<InfiniteData<MessagePage>>(['conversation', conversationId, 'messages'], (data) => data && withNewest(data, sent));
      void queries.invalidateQueries({ queryKey: ['conversation', conversationId] });
      void queries.invalidateQueries({ queryKey: ['conversations'] });
    },
    onRefused: ({ conversationId, name, body, problem }) => {
      drafts.write(conversationId, body);
      if (!location.pathname.includes(conversationId)) notifications.show({ message: words.notSent(name, problem!.words), color: 'red', autoClose: false });
    },
  }), [queries]);
}

function withNewest(data: InfiniteData<MessagePage>, sent: MessagePage['items'][number]): InfiniteData<MessagePage> {
  const [newest, ...older] = data.pages;
  if (!newest || newest.items.some(({ id }) => id === sent.id)) return data;
  return { ...data, pages: [{ ...newest, items: [...newest.items, sent] }, ...older] };
}
