import { describe, expect, it } from 'vitest';
import type { Account } from '../api/adminTypes';
import { kindsBelow, pathsOf, treeOf } from './accounts/tree';
import { curlOf } from './keys/curl';

const account = (id: string, parentId: string | null, kind: Account['kind'], name = id): Account => ({ id, parentId, kind, name, timeZone: null });

describe('The tree of accounts', () => {
  const all = [account('memphis', 'south', 'branch'), account('root', null, 'organisation'), account('eagan', 'root', 'branch'), account('south', 'root', 'division')];

  it('goes from the top down, by name', () => {
    expect(treeOf(all).map(({ account: { id }, depth }) => `${depth} ${id}`)).toEqual(['0 root', '1 eagan', '1 south', '2 memphis']);
  });

  it('names the way to each', () => expect(pathsOf(all).at(-1)).toEqual({ id: 'memphis', path: ['root', 'south', 'memphis'] }));

  it('puts an account whose parent is out of sight at the top', () => expect(treeOf([all[0]!])[0]?.depth).toBe(0));

  it('lets nothing stand below a branch', () => expect(kindsBelow({ kind: 'branch' })).toEqual([]));
});

describe('The ready command', () => {
  it('survives an apostrophe in a shell', () => {
    expect(curlOf({ origin: 'http://localhost:5080', key: 'rl_x', body: "it's on" })).toContain(`"body":"it'\\''s on"`);
  });

  it('names the line when there is one', () => {
    expect(curlOf({ origin: '', key: '', line: '+19015550142', body: '' })).toContain('"line":"+19015550142"');
    expect(curlOf({ origin: '', key: '', body: '' })).not.toContain('"line"');
  });
});
