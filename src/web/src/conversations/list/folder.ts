import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Attention, Whose } from '../../api/types';

export interface Folder { view: Whose; state: Attention }

// Kept per tab: two windows may look at two folders
const key = 'rosterline.folder';
const views: Whose[] = ['mine', 'unassigned', 'team'];
const states: Attention[] = ['needs_reply', 'waiting', 'done'];

/** The folder named in the address, else the one opened last in this tab. */
export function useFolderChoice(): [Folder, (next: Folder) => void] {
  const search = new URLSearchParams(useSearch());
  const [, go] = useLocation();
  const folder = readFolder(search.get('view'), search.get('state'), sessionStorage.getItem(key));
  useEffect(() => sessionStorage.setItem(key, `${folder.view} ${folder.state}`), [folder.view, folder.state]);
  const choose = (next: Folder) => {
    sessionStorage.setItem(key, `${next.view} ${next.state}`);
    go(`/inbox?view=${next.view}&state=${next.state}`);
  };
  return [folder, choose];
}

export function readFolder(view: string | null, state: string | null, kept: string | null): Folder {
  const [keptView, keptState] = (kept ?? '').split(' ');
  return {
    view: views.find((each) => each === (view ?? keptView)) ?? 'mine',
    state: states.find((each) => each === (state ?? keptState)) ?? 'needs_reply',
  };
}
