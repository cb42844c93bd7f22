import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../api/client';
import { useSession } from '../../session/session';
import { useMantineColorScheme } from '@mantine/core';
import { useOverlay } from './overlays';
import styles from './Palette.module.css';
import { findScreens, maySee, screens } from '../screens';
import { frameWords as words } from '../words';

interface Choice { key: string; group: string; name: string; because?: string; run: () => void }

/** Goes to a screen or does something, by our word for it or another product's. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const choices = useChoices(typed, onClose);
  const list = useId();
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') { event.preventDefault(); choices[at]?.run(); }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const next = (at + (event.key === 'ArrowDown' ? 1 : -1) + choices.length) % Math.max(choices.length, 1);
    setAt(next);
    document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Modal.Root opened onClose={onClose} yOffset="12dvh" size={560}>
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content aria-label={words.palette} radius="lg">
        <input className={styles.input} data-autofocus role="combobox" aria-expanded="true" aria-controls={list} aria-label={words.palette}
          aria-activedescendant={choices[at] && `${list}-${at}`} placeholder={words.paletteHint} value={typed} onKeyDown={press}
          onChange={(event) => { setTyped(event.target.value); setAt(0); }} />
        <div id={list} role="listbox" aria-label={words.palette} className={styles.list}>
          {choices.length === 0 && <div role="option" aria-selected="false" aria-disabled="true" className={styles.none}>{words.paletteNone}</div>}
          {choices.map((choice, index) => (
            <div key={choice.key} role="presentation">
              {choice.group !== choices[index - 1]?.group && <div className={styles.group} role="presentation">{choice.group}</div>}
              <div id={`${list}-${index}`} role="option" aria-selected={index === at} className={styles.choice} onMouseMove={() => setAt(index)} onClick={choice.run}>
                {choice.name}{choice.because && <span>{choice.because}</span>}
              </div>
            </div>
          ))}
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

function useChoices(typed: string, onClose: () => void): Choice[] {
  const session = useSession();
  const open = useOverlay();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const { setColorScheme } = useMantineColorScheme();
  const found = findScreens(typed, screens.filter((screen) => maySee(screen, session)));
  const actions: [string, () => void][] = [
    [`${words.theme}: ${words.themes.light}`, () => setColorScheme('light')],
    [`${words.theme}: ${words.themes.dark}`, () => setColorScheme('dark')],
    [`${words.theme}: ${words.themes.auto}`, () => setColorScheme('auto')],
    [words.shortcuts, () => open('shortcuts')],
    [words.help, () => open('help')],
    ...(session.organisation.isDemo ? [[words.ownAgency, () => open('agency')] as [string, () => void]] : []),
    [words.signOut, () => void call('DELETE /session').finally(() => { queries.clear(); location.assign('/'); })],
  ];
  const fits = (name: string) => typed.toLowerCase().split(/\s+/).every((word) => name.toLowerCase().includes(word));
  return [
    ...found.map(({ screen, because }) => ({
      key: screen.path, group: words.screens, name: screen.name, because, run: () => { onClose(); go(screen.path); },
    })),
    ...actions.filter(([name]) => fits(name)).map(([name, run]) => ({ key: name, group: words.actions, name, run: () => { onClose(); run(); } })),
  ];
}
