import { Menu } from '@mantine/core';
import { IconBuilding, IconListDetails, IconMessage2, IconMessages, IconNote, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { useLocation } from 'wouter';
import { wordsOfProblem } from '../../../api/problem';
import type { PersonRow } from '../../../api/types';
import { startConversation } from '../../../conversations/reading';
import { useMay } from '../../../session/session';
import { gridWords as words } from '../words';

/** Where a menu was asked for, and for whom. */
export interface MenuAt { person: PersonRow; x: number; y: number }

interface Props { at: MenuAt; onClose: () => void; onText: () => void; onLog: () => void; onHotlist: () => void }

/** The menu of a row, by right click, Shift+F10, the menu key or its button (EN-32): for the selection when the row is part of it. */
export function RowMenu({ at, onClose, onText, onLog, onHotlist }: Props) {
  const may = { text: useMay('text'), edit: useMay('edit_people') };
  const [, go] = useLocation();
  const queries = useQueryClient();
  const { person } = at;
  const toConversation = async () => {
    try {
      const id = await startConversation({ personId: person.id });
      await queries.invalidateQueries({ queryKey: ['conversations'] });
      go(`/inbox/${id}`);
    } catch (thrown) {
      notifications.show({ message: wordsOfProblem(thrown), color: 'red' });
    }
  };
  const icon = { size: 17, stroke: 1.7, 'aria-hidden': true } as const;
  return (
    <Menu opened withinPortal={false} onClose={onClose} position="bottom-start" width={230} returnFocus>
      <Menu.Target><span aria-hidden="true" style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} /></Menu.Target>
      <Menu.Dropdown aria-label={words.rowMenu(person.name)}>
        {may.edit && <Menu.Item leftSection={<IconNote {...icon} />} onClick={onLog}>{words.logMessage}</Menu.Item>}
        {may.text && <Menu.Item leftSection={<IconMessage2 {...icon} />} rightSection={<kbd>T</kbd>} onClick={onText}>{words.sendText}</Menu.Item>}
        {may.edit && <Menu.Item leftSection={<IconListDetails {...icon} />} onClick={onHotlist}>{words.addToHotlist}</Menu.Item>}
        <Menu.Divider />
        <Menu.Label>{words.navigate}</Menu.Label>
        <Menu.Item leftSection={<IconUser {...icon} />} onClick={() => go(`/people/${person.id}`)}>{words.toRecord}</Menu.Item>
        {person.companyId && <Menu.Item leftSection={<IconBuilding {...icon} />} onClick={() => go(`/people/contacts?companyId=${person.companyId}&active=all`)}>{words.toCustomer}</Menu.Item>}
        {may.text && <Menu.Item leftSection={<IconMessages {...icon} />} onClick={() => void toConversation()}>{words.toConversation}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
