import { Button } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../shared/page/Section';
import { settingsWords as words } from './words';

const stateNow = (): keyof typeof words.notifyStates => ('Notification' in window ? Notification.permission : 'unsupported');

/** Whether this device may show new replies, what to do when not, and a test. */
export function Notifying() {
  const [state, setState] = useState(stateNow);
  const ask = async () => { await Notification.requestPermission(); setState(stateNow()); };
  const test = () => new Notification(words.testTitle, { body: words.testBody, icon: '/mark.svg' });
  return (
    <Section title={words.notifications} line={words.notifyStates[state]} action={
      state === 'default' ? <Button variant="default" onClick={() => void ask()}>{words.allow}</Button>
        : state === 'granted' ? <Button variant="default" onClick={test}>{words.test}</Button> : undefined
    } />
  );
}
