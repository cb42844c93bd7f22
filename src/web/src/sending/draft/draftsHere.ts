import { call } from '../../api/client';
import { onLiveState } from '../../api/live';
import { createDrafts } from './drafts';

/** The drafts of this browser. */
export const drafts = createDrafts({
  storage: localStorage,
  save: (id, body) => call('PUT /conversations/{id}/draft', { path: { id }, body: { body }, keepalive: true }),
});

onLiveState((state) => { if (state === 'connected') void drafts.handAll(); });
window.addEventListener('pagehide', () => void drafts.handAll());
