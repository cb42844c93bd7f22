import type { RefObject } from 'react';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import type { ConversationDetail, Purpose } from '../../api/types';
import { firstNameOf } from '../../session/session';
import type { Template } from './routes';
import { templateWords as words } from './words';

interface Options {
  conversation: ConversationDetail;
  purpose: Purpose;
  box: RefObject<HTMLTextAreaElement | null>;
  body: string;
  write: (body: string) => void;
  tell: (words: string | null) => void;
}

/** Puts a template where one writes, in the person's language and with her own words in its fields; what is typed already stays. */
export function usePick({ conversation, purpose, box, body, write, tell }: Options) {
  return async (template: Template) => {
    try {
      const used = await call('POST /templates/{id}/use', { path: { id: template.id }, body: { personId: conversation.person?.id, purpose } });
      const at = body === '' ? 0 : box.current?.selectionStart ?? body.length;
      write(body.slice(0, at) + used.text + body.slice(at));
      const said = [used.fellBack && words.fellBack(firstNameOf(conversation.title)), used.missing.length > 0 && words.missing(used.missing)].filter(Boolean).join(' ');
      tell(said === '' ? null : said);
      requestAnimationFrame(() => { box.current?.focus(); box.current?.setSelectionRange(at + used.text.length, at + used.text.length); });
    } catch (problem) {
      tell(wordsOfProblem(problem));
    }
  };
}
