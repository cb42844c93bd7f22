import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../../api/adminTypes';
import { actionWords } from './actions';
import { deed, factsOf, whoDid } from './sentence';

const row = (change: Partial<AuditRow>): AuditRow => ({
  id: '1', at: '2026-03-03T10:00:00Z', actor: { id: 'd', name: 'Dana Reyes' }, action: 'user.changed', subjectKind: 'user', subject: { id: 'b', name: 'Ben Ortiz' },
  detail: null, position: 1, sealedAt: null, erasedAt: null, ...change,
});

describe('An entry of the audit log [G-08]', () => {
  it('reads as a sentence', () => expect([whoDid(row({})), ...deed(row({}))].join(' ')).toBe('Dana Reyes changed what  Ben Ortiz  may do'));
  it('names a rule as Rosterline, and somebody who left', () => {
    expect(whoDid(row({ actor: null }))).toBe('Rosterline');
    expect(whoDid(row({ actor: { id: 'x', name: null } }))).toBe('Former colleague');
  });
  it('is readable before anybody gave it words', () => expect(deed(row({ action: 'badge.handed_out' })).join('')).toBe('badge handed out: Ben Ortiz'));
  it('shows what changed, before and after', () =>
    expect(factsOf({ before: { role: 'branch_manager', name: 'Ben' }, after: { role: 'compliance', name: 'Ben' }, reason: 'Asked' })).toEqual([
      { name: 'role', before: 'branch manager', after: 'compliance' }, { name: 'reason', after: 'Asked' },
    ]));
  it('has words for everything the program writes down', () => {
    const written = sources(join(__dirname, '../../../../Rosterline')).flatMap((text) =>
      [...text.matchAll(/(?:AuditedAct|audit_entry|AuditAsync\(|NoteAsync\()[^;]*?["']([a-z_]+\.[a-z_]+)["']/g)].map((found) => found[1]!));
    expect(written.length).toBeGreaterThan(40);
    expect([...new Set(written)].filter((action) => !(action in actionWords))).toEqual([]);
  });
});

const sources = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? (entry.name === 'bin' || entry.name === 'obj' ? [] : sources(join(folder, entry.name)))
    : entry.name.endsWith('.cs') ? [readFileSync(join(folder, entry.name), 'utf8')] : []);
