import { Button, NativeSelect } from '@mantine/core';
import { openTextPanel } from '../../people/texting/panel';
import { openSend } from '../../sending/window/openSend';
import { useMay } from '../../session/session';
import styles from '../Jobs.module.css';
import type { Stage } from '../routes';
import { jobsWords as words, stageNames } from '../words';

interface Props { people: { id: string; name: string }[]; selected: ReadonlySet<string>; onAll: () => void; onClear: () => void; onMove?: (stage: Stage) => void }

/** What can be done with those who are ticked: one is texted in the panel, more in the Send window. */
export function SelectionBar({ people, selected, onAll, onClear, onMove }: Props) {
  const may = useMay('text');
  const text = () => {
    const only = selected.size === 1 ? people.find((person) => selected.has(person.id)) : undefined;
    if (only) openTextPanel(only);
    else openSend({ personIds: [...selected] });
  };
  return (
    <div className={styles.bar}>
      <span className={styles.count} role="status">{selected.size > 0 && words.selected(selected.size)}</span>
      {selected.size === 0 ? <Button size="compact-sm" variant="default" onClick={onAll}>{words.selectAll}</Button> : (
        <>
          {onMove && (
            <NativeSelect size="xs" aria-label={words.move} value="" data={[{ value: '', label: words.move }, ...Object.entries(stageNames).map(([value, label]) => ({ value, label }))]}
              onChange={(event) => { if (event.currentTarget.value !== '') onMove(event.currentTarget.value as Stage); }} />
          )}
          <Button size="compact-sm" variant="default" onClick={onClear}>{words.clearSelection}</Button>
          {may && <Button size="compact-sm" onClick={text}>{words.textSelected(selected.size)}</Button>}
        </>
      )}
    </div>
  );
}
