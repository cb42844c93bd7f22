import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';

const long = 450, still = 10;

/** What a finger does that rests on something: the press that follows its release does nothing more. */
export function useLongPress(run: () => void) {
  const pressed = useRef<{ timer: number; x: number; y: number } | null>(null);
  const done = useRef(false);
  const stop = () => { window.clearTimeout(pressed.current?.timer); pressed.current = null; };
  useEffect(() => stop, []);
  return {
    onPointerDown: (event: PointerEvent) => {
      done.current = false;
      if (event.pointerType === 'mouse') return;
      stop();
      pressed.current = { timer: window.setTimeout(() => { done.current = true; run(); }, long), x: event.clientX, y: event.clientY };
    },
    // A finger that moves scrolls
    onPointerMove: ({ clientX, clientY }: PointerEvent) => { if (pressed.current && Math.hypot(clientX - pressed.current.x, clientY - pressed.current.y) > still) stop(); },
    onPointerUp: stop,
    onPointerCancel: stop,
    onClickCapture: (event: MouseEvent) => { if (done.current) { done.current = false; event.preventDefault(); event.stopPropagation(); } },
    onContextMenu: (event: MouseEvent) => { if (done.current) event.preventDefault(); },
  };
}
