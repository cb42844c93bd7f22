import { Help } from './Help';
import type { Overlay } from './overlays';
import { OwnAgency } from './OwnAgency';
import { Palette } from './Palette';
import { ShortcutsSheet } from './ShortcutsSheet';

const sheets = { palette: Palette, shortcuts: ShortcutsSheet, help: Help, agency: OwnAgency };

/** The sheet that lies over the page, loaded when the first one is opened. */
export default function Overlays({ open, onClose }: { open: Overlay; onClose: () => void }) {
  const Sheet = sheets[open];
  return <Sheet onClose={onClose} />;
}
