import { Menu } from '@mantine/core';
import { IconArrowMerge, IconDots, IconListDetails, IconLock, IconLockOpen, IconMessage2, IconMessageOff, IconNote, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Person } from '../../../api/types';
import { useMay } from '../../../session/session';
import { IconButton } from '../../../shared/IconButton';
import { LogDialog } from '../../grid/actions/LogDialog';
import { AddToHotlist } from '../../hotlists/AddToHotlist';
import { openTextPanel } from '../../texting/panel';
import { LockDialog } from '../LockDialog';
import { OptOutDialog } from '../OptOutDialog';
import { recordWords as words } from '../words';
import { DeleteDialog } from './DeleteDialog';
import { MergeDialog } from './MergeDialog';

type Dialog = 'lock' | 'optOut' | 'log' | 'hotlist' | 'delete' | { merge: string } | null;

/** Everything that can be done with a record (EN-02, EN-04). */
export function ActionsMenu({ person }: { person: Person }) {
  const [dialog, setDialog] = useState<Dialog>(null);
  const may = { text: useMay('text'), edit: useMay('edit_people'), delete: useMay('compliance') };
  const close = () => setDialog(null);
  const icon = { size: 17, stroke: 1.7, 'aria-hidden': true } as const;
  const audience = { personIds: [person.id] };
  if (!may.text && !may.edit && !may.delete) return null;
  return (
    <>
      <Menu position="bottom-end" width={250} withinPortal={false}>
        <Menu.Target><IconButton label={words.actions} variant="default" size={42}><IconDots size={20} aria-hidden="true" /></IconButton></Menu.Target>
        <Menu.Dropdown>
          {may.text && <Menu.Item leftSection={<IconMessage2 {...icon} />} onClick={() => openTextPanel(person)}>{words.sendText}</Menu.Item>}
          {may.edit && (
            <>
              <Menu.Item leftSection={<IconNote {...icon} />} onClick={() => setDialog('log')}>{words.logMessage}</Menu.Item>
              <Menu.Item leftSection={<IconListDetails {...icon} />} onClick={() => setDialog('hotlist')}>{words.addToHotlist}</Menu.Item>
              {(person.sameNumber ?? []).map((other) => (
                <Menu.Item key={other.id} leftSection={<IconArrowMerge {...icon} />} onClick={() => setDialog({ merge: other.id })}>{words.mergeWith(other.name || other.number)}</Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item leftSection={person.locked ? <IconLockOpen {...icon} /> : <IconLock {...icon} />} onClick={() => setDialog('lock')}>{person.locked ? words.unlock : words.lock}</Menu.Item>
              {person.textState.state !== 'opted_out' && <Menu.Item leftSection={<IconMessageOff {...icon} />} onClick={() => setDialog('optOut')}>{words.optOut}</Menu.Item>}
            </>
          )}
          {may.delete && <Menu.Item style={{ color: 'var(--bad)' }} leftSection={<IconTrash {...icon} />} onClick={() => setDialog('delete')}>{words.delete}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'lock' && <LockDialog person={person} onClose={close} />}
      {dialog === 'optOut' && <OptOutDialog person={person} onClose={close} />}
      {dialog === 'log' && <LogDialog audience={audience} count={1} onClose={close} />}
      {dialog === 'hotlist' && <AddToHotlist audience={audience} count={1} onClose={close} />}
      {dialog === 'delete' && <DeleteDialog person={person} onClose={close} />}
      {dialog !== null && typeof dialog === 'object' && <MergeDialog personId={person.id} otherId={dialog.merge} onClose={close} />}
    </>
  );
}
