import { describe, expect, it } from 'vitest';
import { emptyTemplate, keptTemplates } from './kept';
import type { Template } from './routes';
import { groupsOf } from './TemplatePicker';

const template = (name: string, folder: string) => ({ id: name, name, folder }) as Template;

describe('templates', () => {
  it('stand by folder, without regard to capitals', () =>
    expect(groupsOf([template('a', ''), template('b', 'Calls'), template('c', 'calls'), template('d', 'Shifts')]).map(([folder, all]) => [folder, all.map(({ name }) => name)]))
      .toEqual([['', ['a']], ['Calls', ['b', 'c']], ['Shifts', ['d']]]));

  it('keep what was typed until it is saved or started over', () => {
    keptTemplates.write('new', { ...emptyTemplate, name: 'typed' });
    expect(keptTemplates.read('new')?.name).toBe('typed');
    keptTemplates.forget('new');
    expect(keptTemplates.read('new')).toBeUndefined();
  });
});
