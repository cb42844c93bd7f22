import { Alert, Autocomplete, Button, Group, Modal, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import { wordsOfProblem } from '../../api/problem';
import type { Purpose } from '../../api/types';
import { useMay } from '../../session/session';
import { purposes } from '../purposes';
import { composerWords } from '../words';
import { emptyTemplate, keptTemplates, typedOf, type TypedTemplate } from './kept';
import type { Language, Template } from './routes';
import { WordsField } from './WordsField';
import { templateWords as words } from './words';

const languages: Language[] = ['en', 'es'];

interface Props { template: Template | null; folders: string[]; onClose: () => void }

/** Writes a template or changes one. Closed without saving, it holds what was typed when it is opened again. */
export function TemplateForm({ template, folders, onClose }: Props) {
  const id = template?.id ?? 'new';
  const stored = template ? typedOf(template) : emptyTemplate;
  const [before, setBefore] = useState(() => keptTemplates.read(id));
  const [typed, setTyped] = useState<TypedTemplate>(before ?? stored);
  const mayShare = useMay('share_templates');
  const queries = useQueryClient();
  const set = (change: Partial<TypedTemplate>) => {
    const next = { ...typed, ...change };
    setTyped(next);
    keptTemplates.write(id, next);
  };
  const save = useMutation({
    mutationFn: () => (template
      ? call('PATCH /templates/{id}', { path: { id }, body: typed })
      : call('POST /templates', { body: { ...typed, words: Object.fromEntries(Object.entries(typed.words).filter(([, body]) => body.trim() !== '')) } })),
    onSuccess: async () => {
      keptTemplates.forget(id);
      await queries.invalidateQueries({ queryKey: ['templates'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => { event.preventDefault(); event.stopPropagation(); save.mutate(); };
  const startOver = () => { keptTemplates.forget(id); setBefore(undefined); setTyped(stored); };
  return (
    <Modal opened onClose={onClose} title={template ? words.editTitle : words.newTitle} size={640} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': words.close }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {before && <Alert color="gray"><Group justify="space-between" gap="xs"><span>{words.kept}</span><Button size="compact-sm" variant="default" onClick={startOver}>{words.startOver}</Button></Group></Alert>}
          <TextInput label={words.name} data-autofocus value={typed.name} onChange={(event) => set({ name: event.currentTarget.value })} />
          <Group grow align="flex-start" gap="sm" preventGrowOverflow={false}>
            <NativeSelect label={words.purpose} value={typed.purpose} data={purposes.map((value) => ({ value, label: composerWords.purposes[value] }))}
              onChange={(event) => set({ purpose: event.currentTarget.value as Purpose })} />
            <Autocomplete label={words.folder} placeholder={words.folderHint} data={folders} value={typed.folder} onChange={(folder) => set({ folder })} />
          </Group>
          {languages.map((language) => (
            <WordsField key={language} language={language} value={typed.words[language]} onChange={(body) => set({ words: { ...typed.words, [language]: body } })} />
          ))}
          {typed.words.es.trim() === '' && <Text size="sm" c="dimmed">{words.fallsBack}</Text>}
          {mayShare && <Switch label={words.share} description={words.shareLine} checked={typed.shared} onChange={(event) => set({ shared: event.currentTarget.checked })} />}
          {save.isError && <Alert color="red" role="alert">{wordsOfProblem(save.error)}</Alert>}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>{words.cancel}</Button>
            <Button type="submit" loading={save.isPending}>{words.save}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
