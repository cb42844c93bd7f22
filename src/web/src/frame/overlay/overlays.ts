import { createContext, useContext } from 'react';

export type Overlay = 'palette' | 'shortcuts' | 'help' | 'agency';

/** Opens one of the sheets that lie over every screen. */
export const OverlayContext = createContext<(overlay: Overlay) => void>(() => {});

export const useOverlay = () => useContext(OverlayContext);
