import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import {
  IconBuildingPlus, IconCheck, IconDeviceDesktop, IconEye, IconHelp, IconKeyboard, IconLogout, IconMoon, IconSettings,
  IconSun, IconUserCog,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { call } from '../../api/client';
import { useSession } from '../../session/session';
import { Avatar } from '../../shared/Avatar';
import { maySee, screens } from '../screens';
import { useOverlay } from '../overlay/overlays';
import styles from './PictureMenu.module.css';
import { frameWords as words } from '../words';

const icon = { size: 17, stroke: 1.7 };
const themes: [MantineColorScheme, typeof IconSun][] = [['light', IconSun], ['dark', IconMoon], ['auto', IconDeviceDesktop]];

/** The menu under one's own picture. */
export function PictureMenu() {
  const session = useSession();
  const open = useOverlay();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const signOut = useMutation({ mutationFn: () => call('DELETE /session'), onSettled: () => { queries.clear(); location.assign('/'); } });
  const has = (path: string) => screens.some((screen) => screen.path.startsWith(path) && maySee(screen, session));
  const admin = screens.find((screen) => screen.path.startsWith('/admin') && maySee(screen, session));
  return (
    <Menu position="bottom-end" width={264} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={styles.picture} aria-label={words.pictureMenu(session.user.name)}>
          <Avatar name={session.user.name} of={session.user.id} size={34} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}><b>{session.user.name}</b><span>{session.group}</span></div>
        <Menu.Divider />
        {has('/settings') && <Menu.Item leftSection={<IconUserCog {...icon} />} onClick={() => go('/settings')}>{words.mySettings}</Menu.Item>}
        {admin && <Menu.Item leftSection={<IconSettings {...icon} />} onClick={() => go(admin.path)}>{words.adminSettings}</Menu.Item>}
        {session.organisation.isDemo && (
          <Menu.Item leftSection={<IconBuildingPlus {...icon} />} onClick={() => open('agency')}>{words.ownAgency}</Menu.Item>
        )}
        <LookAs />
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard {...icon} />} rightSection={<kbd>?</kbd>} onClick={() => open('shortcuts')}>{words.shortcuts}</Menu.Item>
        <Menu.Item leftSection={<IconHelp {...icon} />} onClick={() => open('help')}>{words.help}</Menu.Item>
        <Themes />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout {...icon} />} onClick={() => signOut.mutate()}>{words.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function LookAs() {
  const { lookAs, user, organisation } = useSession();
  const queries = useQueryClient();
  const look = useMutation({
    mutationFn: (userId: string) => call('POST /session/look-as', { body: { userId } }),
    onSuccess: () => queries.resetQueries(),
  });
  if (!organisation.isDemo || !lookAs?.length) return null;
  return (
    <Menu.Sub position="left-start">
      <Menu.Sub.Target><Menu.Sub.Item leftSection={<IconEye {...icon} />}>{words.lookAs}</Menu.Sub.Item></Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <Menu.Label>{words.lookAsLine}</Menu.Label>
        {lookAs.map((each) => (
          <Menu.Item key={each.userId} onClick={() => look.mutate(each.userId)}
            rightSection={each.userId === user.id ? <IconCheck size={16} /> : null}>
            {each.name} <span className={styles.role}>{each.group}</span>
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function Themes() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.themes} role="group" aria-label={words.theme}>
      <span aria-hidden="true">{words.theme}</span>
      {themes.map(([scheme, Icon]) => (
        <button key={scheme} type="button" title={words.themes[scheme]} role="menuitemradio" aria-label={words.themes[scheme]} aria-checked={colorScheme === scheme}
          onClick={() => setColorScheme(scheme)}>
          <Icon size={16} stroke={1.8} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
