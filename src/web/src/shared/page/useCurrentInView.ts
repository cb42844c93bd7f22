import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** Scrolls a row of links so that the one of the open page is seen. */
export function useCurrentInView<E extends HTMLElement>() {
  const row = useRef<E>(null);
  const [location] = useLocation();
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && current) row.current.scrollLeft = current.offsetLeft - (row.current.clientWidth - current.offsetWidth) / 2;
  }, [location]);
  return row;
}
