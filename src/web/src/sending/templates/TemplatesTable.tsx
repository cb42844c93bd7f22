import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import { Rows } from '../../shared/page/Rows';
import { StatusPill } from '../../shared/StatusPill';
import { composerWords } from '../words';
import type { Template } from './routes';
import styles from './Templates.module.css';
import { templateWords as words } from './words';

/** The templates of one folder. */
export function TemplatesTable({ label, templates, onEdit }: { label: string; templates: Template[]; onEdit: (template: Template) => void }) {
  const remove = useRemove();
  return (
    <Rows label={label} rows={templates} keyOf={(template) => template.id} columns={[
      { key: 'name', head: words.name, width: '44%', cell: (template) => <span className={styles.name}><b>{template.name}</b><span>{template.words.en ?? template.words.es}</span></span> },
      { key: 'purpose', head: words.purpose, cell: (template) => composerWords.purposes[template.purpose] },
      { key: 'languages', head: words.languages, cell: Languages },
      { key: 'owner', named: true, head: words.owner, cell: (template) => (template.shared ? words.shared : words.yours) },
      {
        key: 'do', head: '', end: true, cell: (template) => template.mayChange && (
          <>
            <Button size="compact-sm" variant="default" mr={6} aria-label={words.editOf(template.name)} onClick={() => onEdit(template)}>{words.edit}</Button>
            <Button size="compact-sm" variant="default" aria-label={words.removeOf(template.name)} onClick={() => void remove(template)}>{words.remove}</Button>
          </>
        ),
      },
    ]} />
  );
}

function Languages({ words: has, missingLanguages }: Template) {
  return (
    <span className={styles.pills}>
      {(['en', 'es'] as const).filter((language) => has[language] !== undefined).map((language) => <StatusPill key={language}>{words.has(language)}</StatusPill>)}
      {missingLanguages.map((language) => <StatusPill key={language} tone="warn">{words.lacks(language)}</StatusPill>)}
    </span>
  );
}

/** Gone at once, and back with one press as long as the note stands. */
function useRemove() {
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['templates'] });
  const tell = (problem: unknown) => notifications.show({ message: wordsOfProblem(problem), color: 'red' });
  const restore = async ({ id, name }: Template) => {
    notifications.hide(`template-${id}`);
    await call('POST /templates/{id}/restore', { path: { id } }).then(again).then(() => notifications.show({ message: words.restored(name) })).catch(tell);
  };
  return async (template: Template) => {
    try {
      await call('DELETE /templates/{id}', { path: { id: template.id } });
      await again();
      notifications.show({
        id: `template-${template.id}`, autoClose: 20_000,
        message: <>{words.removed(template.name)} <Button size="compact-xs" variant="default" ml={8} onClick={() => void restore(template)}>{words.undo}</Button></>,
      });
    } catch (problem) {
      tell(problem);
    }
  };
}
