import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Kind } from '../../api/peopleTypes';
import type { Attention, Whose } from '../../api/types';

/** `kind` in the place of both: every conversation with candidates, employees or contacts (HS-28). */
export interface Folder { view: Whose; state: Attention; kind?: Kind }

// Kept per tab: two windows may look at two folders
const key = 'rosterline.folder';
const views: Whose[] = ['mine', 'unassigned', 'team'];
const kinds: Kind[] = ['candidate', 'employee', 'contact'];
const states: Attention[] = ['needs_reply', 'waiting', 'done'];

/** The folder named in the address, else the one opened last in this tab. */
export function useFolderChoice(): [Folder, (next: Folder) => void] {
  const search = new URLSearchParams(useSearch());
  const [, go] = useLocation();
  const kind = useKindChoice(search.get('kind'), search.has('view'));
  const folder = { ...readFolder(search.get('view'), search.get('state'), sessionStorage.getItem(key)), kind };
  useEffect(() => sessionStorage.setItem(key, `${folder.view} ${folder.state}`), [folder.view, folder.state]);
  const choose = (next: Folder) => {
    sessionStorage.setItem(key, `${next.view} ${next.state}`);
    sessionStorage.removeItem(kindKey);
    go(`/inbox?view=${next.view}&state=${next.state}`);
  };
  return [folder, choose];
}

const kindKey = 'rosterline.folder.kind';

// Opening a conversation leaves the address of the list: the kind is kept until another folder is chosen.
function useKindChoice(asked: string | null, folderAsked: boolean): Kind | undefined {
  const kind = kinds.find((each) => each === (asked ?? (folderAsked ? null : sessionStorage.getItem(kindKey))));
  useEffect(() => { if (kind) sessionStorage.setItem(kindKey, kind); else sessionStorage.removeItem(kindKey); }, [kind]);
  return kind;
}

export function readFolder(view: string | null, state: string | null, kept: string | null): Folder {
  const [keptView, keptState] = (kept ?? '').split(' ');
  return {
    view: views.find((each) => each === (view ?? keptView)) ?? 'mine',
    state: states.find((each) => each === (state ?? keptState)) ?? 'needs_reply',
  };
}
