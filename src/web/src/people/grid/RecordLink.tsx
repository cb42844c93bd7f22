import type { PersonRow } from '../../api/types';
import { gridWords as words } from './words';

/** A name that opens the record beside the grid, in a tab of its own: a real link, so that no browser takes it for a pop-up (AR-19). */
export function RecordLink({ person, className }: { person: Pick<PersonRow, 'id' | 'name'>; className?: string }) {
  return <a href={`/people/${person.id}`} target="_blank" rel="noopener" title={words.newTab} className={className}>{person.name || words.noName}</a>;
}
