import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { call } from '../../api/client';
import type { TakenBy } from '../../api/peopleTypes';
import type { PersonRow } from '../../api/types';
import { firstNameOf } from '../../session/session';
import { FormDialog } from '../../shared/form/FormDialog';
import { peopleWords as words } from '../words';
import { HowTheySaid } from './HowTheySaid';

/** Records that somebody said, by phone or e-mail, to get no more texts. */
export function OptOutDialog({ person, onClose }: { person: PersonRow; onClose: () => void }) {
  const [said, setSaid] = useState<{ how: TakenBy; words: string }>({ how: 'phone', words: '' });
  const record = async () => {
    await call('POST /people/{id}/opt-out', { path: { id: person.id }, body: { how: said.how, words: said.words.trim() } });
    notifications.show({ message: words.optOutDone });
  };
  return (
    <FormDialog title={words.recordOptOut} line={words.optOutLine(firstNameOf(person.name))} action={words.record} disabled={said.words.trim() === ''}
      onSubmit={record} onClose={onClose} again={[['people'], ['conversation'], ['opt-outs']]}>
      <HowTheySaid value={said} onChange={setSaid} />
    </FormDialog>
  );
}
