import type { ConversationDetail, Message, Purpose } from '../api/types';

export const purposes: Purpose[] = ['application', 'job_offer', 'assignment', 'client'];

/** The purpose a text starts with: that of the last text a person wrote here, else what the kind of person suggests. */
export function purposeOf(conversation: Pick<ConversationDetail, 'person'>, messages: Pick<Message, 'direction' | 'origin' | 'purpose'>[]): Purpose {
  const last = messages.findLast(({ direction, origin }) => direction === 'out' && origin === 'person');
  if (last) return last.purpose;
  if (conversation.person?.isContact) return 'client';
  return conversation.person?.isEmployee ? 'assignment' : 'application';
}
