import type { Purpose } from '../../api/types';
import type { Language, Template } from './routes';

/** What is being written on a template. */
export interface TypedTemplate { name: string; folder: string; purpose: Purpose; shared: boolean; words: Record<Language, string> }

export const emptyTemplate: TypedTemplate = { name: '', folder: '', purpose: 'application', shared: false, words: { en: '', es: '' } };

export const typedOf = ({ name, folder, purpose, shared, words }: Template): TypedTemplate => ({ name, folder, purpose, shared, words: { en: words.en ?? '', es: words.es ?? '' } });

const kept = new Map<string, TypedTemplate>();

/** Closing the sheet loses nothing: opened again it holds what was typed, until it is saved or started over. */
export const keptTemplates = {
  read: (id: string) => kept.get(id),
  write: (id: string, typed: TypedTemplate) => { kept.set(id, typed); },
  forget: (id: string) => { kept.delete(id); },
};
