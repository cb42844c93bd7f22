import { IconX } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import { IconButton } from '../../../shared/IconButton';
import { groupings, type Grouping } from '../filters';
import { gridWords as words } from '../words';
import { dragType } from './dragging';
import styles from './Groups.module.css';

interface Props { by: '' | Grouping; onChange: (by: '' | Grouping) => void }

/** Where the head of a column is dropped to group by it; by keyboard its list does the same. */
export function DropBar({ by, onChange }: Props) {
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => event.dataTransfer.types.includes(dragType);
  const drop = (event: DragEvent) => {
    setOver(false);
    const dropped = groupings.find((each) => each === event.dataTransfer.getData(dragType));
    if (dropped) { event.preventDefault(); onChange(dropped); }
  };
  return (
    <div className={styles.bar} data-over={over || undefined} onDragLeave={() => setOver(false)} onDrop={drop}
      onDragOver={(event) => { if (carries(event)) { event.preventDefault(); setOver(true); } }}>
      <label className={styles.choice}>
        {words.group}
        <select value={by} onChange={(event) => onChange(event.currentTarget.value as '' | Grouping)}>
          <option value="">{words.notGrouped}</option>
          {groupings.map((each) => <option key={each} value={each}>{words.groupings[each]}</option>)}
        </select>
      </label>
      {by === '' ? <span className={styles.hint}>{words.dropHere}</span>
        : <span className={styles.chip}>{words.groupings[by]}<IconButton label={words.ungroup} size={24} onClick={() => onChange('')}><IconX size={14} aria-hidden="true" /></IconButton></span>}
    </div>
  );
}
