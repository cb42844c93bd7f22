// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Line } from '../api/adminTypes';
import { draw, faultsIn, withoutScreen } from '../shared/trying/trying';
import { LineActions } from './LineActions';

beforeEach(withoutScreen);
afterEach(cleanup);

const line = (paused: Line['paused']) => ({ id: 'l1', name: 'Memphis', paused }) as Line;
const items = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'More about Memphis' }));
  return (await screen.findAllByRole('menuitem')).map((each) => each.textContent);
};

test('[P-14] a line shows one act, the others stand in its menu', async () => {
  const open = vi.fn();
  draw(<LineActions line={line(null)} open={open} />, {});
  expect(screen.getAllByRole('button').map((each) => each.getAttribute('aria-label'))).toEqual(['Change: Memphis', 'More about Memphis']);
  expect(await items()).toEqual(['Choose people', 'Registration', 'Pause']);
  fireEvent.click(screen.getByRole('menuitem', { name: 'Pause' }));
  expect(open).toHaveBeenCalledWith('pause');
  expect(await faultsIn(document.body)).toEqual([]);
});

test('[P-11] a paused line resumes from its menu, one paused with its account only there', async () => {
  const paused = { by: 'Ana', since: '2026-11-21T10:42:00Z', reason: 'Wrong date', account: null };
  const { asked, unmount } = draw(<LineActions line={line(paused)} open={() => undefined} />, { 'POST /lines/l1/resume': {} });
  expect(await items()).toEqual(['Choose people', 'Registration', 'Resume']);
  fireEvent.click(screen.getByRole('menuitem', { name: 'Resume' }));
  await waitFor(() => expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /lines/l1/resume']));
  unmount();
  draw(<LineActions line={line({ ...paused, account: 'North' })} open={() => undefined} />, {});
  expect(await items()).toEqual(['Choose people', 'Registration']);
});
