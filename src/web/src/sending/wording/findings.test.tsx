import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { draw, withoutScreen } from '../../shared/trying/trying';
import type { Finding } from '../templates/routes';
import { Findings } from './Findings';
import { useFindings } from './useFindings';

const finding = (code: string, words: string): Finding => ({ code, words, fixed: null, blocks: true, at: 0, length: 1 });
const person = { id: 'ana', name: 'Ana Lee', isCandidate: true, isEmployee: false, isContact: false };

function Box({ body, known = true }: { body: string; known?: boolean }) {
  return <Findings findings={useFindings(body, { person: known ? person : null }, true)} onFix={() => {}} />;
}

describe('The check of a text to one person', () => {
  beforeAll(withoutScreen);
  afterEach(cleanup);

  it('[H-10] says what the Send window says, and blocks nothing', async () => {
    const { asked } = draw(<Box body="HELLO" />, { 'POST /texts/check': { findings: [finding('capitals', 'Mostly capitals.')], segments: {}, text: 'HELLO', missing: [], fallbacks: 0 } });
    expect(await screen.findByText('Mostly capitals.')).toBeTruthy();
    expect(screen.getByRole('listitem').dataset.blocks).toBeUndefined();
    expect(asked[0]!.body).toEqual({ body: 'HELLO', personId: 'ana' });
  });

  it('[H-10] tells that a field typed here is not filled in, and fills it in', async () => {
    draw(<Box body="Hi {first name}" />, { 'POST /texts/check': { findings: [], segments: {}, text: 'Hi Ana', missing: [], fallbacks: 0 } });
    expect(await screen.findByText(/goes as it stands/)).toBeTruthy();
    expect(screen.getByRole('button')).toBeTruthy();
  });

  it('asks nothing about an empty box, and about a stranger whether it is the first text', async () => {
    const { asked } = draw(<><Box body=" " /><Box body="Hello" known={false} /></>, { 'POST /texts/check': { findings: [], segments: {}, text: 'Hello', missing: [], fallbacks: 0 } });
    await waitFor(() => expect(asked.map(({ body }) => body)).toEqual([{ body: 'Hello', isFirstText: true }]));
  });
});
