import { useState, type MouseEvent } from 'react';
import type { PersonRow } from '../../../api/types';
import { useKeys } from '../../../frame/keys';
import { useMay } from '../../../session/session';
import { AddToHotlist } from '../../hotlists/AddToHotlist';
import { LookUpDialog } from '../../lookUp/LookUpDialog';
import { audienceOf, countOf, put, nobody, type Picked, type Selection } from '../selection';
import { LogDialog } from './LogDialog';
import { RowMenu, type MenuAt } from './RowMenu';
import { textThem } from './textThem';

type Dialog = { kind: 'log' | 'hotlist' | 'lookUp'; whom: Picked };

/** What can be done with a row or with the selection, and the menu and sheets that do it. */
export function useRowActions(selection: Selection, title?: string) {
  const mayText = useMay('text');
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  // A row of the selection stands for all of it
  const whom = (person: PersonRow): Picked => (selection.count > 0 && selection.has(person.id) ? selection.picked : put(nobody, [person], true));
  const text = (picked: Picked) => { if (mayText) textThem(picked, title); };
  useKeys({ t: () => text(selection.picked) }, selection.count > 0);
  const drawn = (
    <>
      {menu && (
        <RowMenu at={menu} onClose={() => setMenu(null)} onText={() => text(whom(menu.person))}
          onLog={() => setDialog({ kind: 'log', whom: whom(menu.person) })} onHotlist={() => setDialog({ kind: 'hotlist', whom: whom(menu.person) })} />
      )}
      {dialog?.kind === 'log' && <LogDialog audience={audienceOf(dialog.whom)} count={countOf(dialog.whom)} onClose={() => setDialog(null)} />}
      {dialog?.kind === 'hotlist' && <AddToHotlist audience={audienceOf(dialog.whom)} count={countOf(dialog.whom)} onClose={() => setDialog(null)} />}
      {dialog?.kind === 'lookUp' && <LookUpDialog audience={audienceOf(dialog.whom)} onClose={() => setDialog(null)} />}
    </>
  );
  return {
    open: (person: PersonRow, event: MouseEvent) => { event.preventDefault(); setMenu({ person, ...placeOf(event) }); },
    text: () => text(selection.picked),
    log: () => setDialog({ kind: 'log', whom: selection.picked }),
    hotlist: () => setDialog({ kind: 'hotlist', whom: selection.picked }),
    lookUp: () => setDialog({ kind: 'lookUp', whom: selection.picked }),
    drawn,
  };
}

// Asked for by a key there is no pointer: the menu opens at what has the focus.
function placeOf({ clientX, clientY, target }: MouseEvent) {
  if (clientX !== 0 || clientY !== 0) return { x: clientX, y: clientY };
  const box = (target as HTMLElement).getBoundingClientRect();
  return { x: box.left + 8, y: box.bottom };
}

export type RowActions = ReturnType<typeof useRowActions>;
