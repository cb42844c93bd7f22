import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import type { Purpose } from '../../api/types';
import { SectionTabs } from '../../frame/SectionTabs';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { Section } from '../../shared/page/Section';
import { ListSkeleton } from '../../shared/Skeletons';
import { purposes } from '../purposes';
import { composerWords } from '../words';
import { useTemplates } from './reading';
import type { Template } from './routes';
import { TemplateForm } from './TemplateForm';
import { groupsOf } from './TemplatePicker';
import styles from './Templates.module.css';
import { TemplatesTable } from './TemplatesTable';
import { templateWords as words } from './words';

/** Texts written once and used often: the shared ones and one's own. */
export default function TemplatesPage() {
  const [q, setQ] = useState('');
  const [purpose, setPurpose] = useState<Purpose | ''>('');
  const [asked] = useDebouncedValue(q, 200);
  const [writing, setWriting] = useState<Template | 'new' | null>(null);
  const read = useTemplates({ q: asked, purpose: purpose === '' ? undefined : purpose });
  const found = read.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = asked.trim() !== '' || purpose !== '';
  const groups = groupsOf(found);
  const create = <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setWriting('new')}>{words.create}</Button>;
  return (
    <Page>
      <PageHead title={words.title} line={words.line}>{(found.length > 0 || filtered) && create}</PageHead>
      <SectionTabs root="/sending" label={words.section} />
      {(found.length > 0 || filtered) && (
        <div className={styles.tools} role="search">
          <TextInput type="search" aria-label={words.search} placeholder={words.search} value={q} leftSection={<IconSearch size={17} stroke={1.8} aria-hidden="true" />} onChange={(event) => setQ(event.currentTarget.value)} />
          <NativeSelect aria-label={words.purpose} value={purpose} onChange={(event) => setPurpose(event.currentTarget.value as Purpose | '')}
            data={[{ value: '', label: words.anyPurpose }, ...purposes.map((value) => ({ value, label: composerWords.purposes[value] }))]} />
        </div>
      )}
      {read.isPending || (read.isError && found.length === 0) || found.length === 0 ? (
        <Section flush>
          {read.isPending ? <ListSkeleton /> : read.isError ? <ErrorState problem={read.error} onRetry={() => void read.refetch()} />
            : filtered ? <EmptyState icon={<IconSearch size={26} stroke={1.6} />} title={words.filteredNone}><Button variant="default" onClick={() => { setQ(''); setPurpose(''); }}>{words.clear}</Button></EmptyState>
              : <EmptyState icon={<IconTemplate size={26} stroke={1.6} />} title={words.none}>{create}</EmptyState>}
        </Section>
      ) : (
        <div>
          {groups.map(([folder, templates]) => (
            <Section key={folder.toLowerCase()} flush title={folder === '' ? (groups.length > 1 ? words.noFolder : undefined) : folder}>
              <TemplatesTable label={folder === '' ? words.title : folder} templates={templates} onEdit={setWriting} />
            </Section>
          ))}
        </div>
      )}
      {read.hasNextPage && <div className={styles.more}><Button variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>{words.more}</Button></div>}
      {writing && <TemplateForm template={writing === 'new' ? null : writing} folders={groups.map(([folder]) => folder).filter(Boolean)} onClose={() => setWriting(null)} />}
    </Page>
  );
}
