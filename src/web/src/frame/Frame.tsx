import { lazy, Suspense, useState, type ReactNode } from 'react';
import { TryIt } from '../phones/TryIt';
import { Banners } from './Banners';
import { BottomTabs } from './BottomTabs';
import styles from './Frame.module.css';
import { useCommandKey, useKeys } from './keys';
import { OverlayContext, type Overlay } from './overlay/overlays';
import { Rail } from './Rail';
import { TopBar } from './top/TopBar';
import { frameWords as words } from './words';

const Overlays = lazy(() => import('./overlay/Overlays'));

/** What stays around every screen: the rail, the top bar, the banners, and the sheets over them. */
export function Frame({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  useCommandKey('k', () => setOverlay((now) => (now === 'palette' ? null : 'palette')));
  useKeys({ '?': () => setOverlay('shortcuts') });
  return (
    <OverlayContext value={setOverlay}>
      <a className={styles.skip} href="#page">{words.toContent}</a>
      <div className={styles.frame}>
        <Rail />
        <TopBar />
        <div className={styles.middle}>
          <Banners />
          <main id="page" className={styles.page} tabIndex={-1}>{children}</main>
        </div>
        <BottomTabs />
      </div>
      <TryIt />
      {overlay && <Suspense fallback={null}><Overlays open={overlay} onClose={() => setOverlay(null)} /></Suspense>}
    </OverlayContext>
  );
}
