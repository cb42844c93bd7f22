import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client';
import { useConversation } from '../../conversations/reading';

/** The conversation with a person on the line the server chooses: found, or made when there is none. */
export function useConversationWith(personId: string, wanted: boolean) {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['conversation-with', personId],
    queryFn: async ({ signal }) => {
      const opened = await call('POST /conversations', { body: { personId }, signal });
      queries.setQueryData(['conversation', opened.conversation.id, 'detail'], opened);
      return opened.conversation.id;
    },
    enabled: wanted,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  const read = useConversation(found.data);
  return found.isError ? { data: undefined, error: found.error, isError: true, refetch: found.refetch } : read;
}
