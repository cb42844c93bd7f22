import { Button, Menu, Select, Textarea } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useRef, useState, type ClipboardEvent } from 'react';
import type { Finding } from '../../../api/broadcastTypes';
import { useSession } from '../../../session/session';
import { phoneWords } from '../../../shared/words/phone';
import { AttachButton, AttachedFiles } from '../../AttachedFiles';
import { Counter } from '../../Counter';
import { PurposeChoice } from '../../PurposeChoice';
import { useMergeFields } from '../../templates/reading';
import type { Template } from '../../templates/routes';
import { TemplatePicker } from '../../templates/TemplatePicker';
import { Fallbacks } from './Fallbacks';
import styles from '../SendWindow.module.css';
import type { Sending } from '../useSendWindow';
import { WhenChoice } from './WhenChoice';
import { sendWords as words } from '../words';

/** The text itself: fields, template, purpose, line, time, attachments, and what the check found. */
export function TextPane({ sending }: { sending: Sending }) {
  const { asked, change, attached, preview } = sending;
  const [openings, setOpenings] = useState(0);
  const [language, setLanguage] = useState<'en' | 'es'>('en');
  const box = useRef<HTMLTextAreaElement>(null);
  const purpose = asked.purpose ?? preview.data?.purpose ?? 'job_offer';
  const body = language === 'es' ? asked.variants?.es ?? '' : asked.body;
  const write = (next: string) => change(language === 'es' ? { variants: { ...asked.variants, es: next } } : { body: next });
  const pick = ({ words: said, purpose: meant }: Template) => {
    change({ body: said.en ?? said.es ?? '', variants: said.en && said.es ? { es: said.es } : {}, purpose: meant });
    setLanguage('en');
    box.current?.focus();
  };
  const put = (words: string) => {
    const [from, to] = [box.current?.selectionStart ?? body.length, box.current?.selectionEnd ?? body.length];
    write(body.slice(0, from) + words + body.slice(to));
    requestAnimationFrame(() => { box.current?.focus(); box.current?.setSelectionRange(from + words.length, from + words.length); });
  };
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    attached.add([...event.clipboardData.files]);
  };
  return (
    <section className={styles.writing} aria-label={words.text}>
      <div className={styles.choices}>
        <From sending={sending} />
        <PurposeChoice value={purpose} onChange={(next) => change({ purpose: next })} />
      </div>
      <div className={styles.box}>
        <Textarea ref={box} variant="unstyled" autosize minRows={4} maxRows={10} data-autofocus aria-label={words.text} placeholder={words.placeholder} value={body}
          onPaste={paste} onChange={(event) => write(event.currentTarget.value)} classNames={{ input: styles.input }}
          onKeyDown={(event) => { if (event.key === '/' && body === '') { event.preventDefault(); setOpenings((n) => n + 1); } }} />
        <AttachedFiles attached={attached} />
        <div className={styles.tools}>
          <AttachButton onFiles={attached.add} />
          <FieldMenu onField={(field) => put(`{${field}}`)} />
          <TemplatePicker purpose={asked.purpose ?? undefined} openings={openings} onPick={pick} onLeave={() => box.current?.focus()} />
          <Languages chosen={language} has={asked.variants?.es !== undefined} onChoose={setLanguage} />
          <span className={styles.gap} />
          <Counter text={body} />
        </div>
      </div>
      {attached.problem && <p className={styles.problem} role="alert">{attached.problem}</p>}
      {(preview.data?.otherLanguage ?? 0) > 0 && <p className={styles.dim}>{words.otherLanguage(preview.data!.otherLanguage)}</p>}
      <Fallbacks body={body} onBody={write} />
      {(preview.data?.schedule ?? true) && <WhenChoice sending={sending} />}
      <Findings of={preview.data?.findings ?? []} onFix={write} />
    </section>
  );
}

function From({ sending: { asked, change, preview } }: { sending: Sending }) {
  const lines = useSession().lines;
  const used = preview.data?.lines ?? [];
  if (lines.length < 2) return <span className={styles.from}>{words.from} <b>{lines[0] ? `${phoneWords(lines[0].number)} · ${lines[0].name}` : ''}</b></span>;
  return (
    <div className={styles.from}>
      <Select size="xs" aria-label={words.from} value={asked.lineId ?? ''} allowDeselect={false} comboboxProps={{ zIndex: 160, width: 300, position: 'bottom-start' }}
        data={[{ value: '', label: words.eachKnows }, ...lines.map((line) => ({ value: line.id, label: `${phoneWords(line.number)} · ${line.name}` }))]}
        onChange={(value) => change({ lineId: value || null })} />
      {!asked.lineId && used.length > 0 && <span>{used.slice(0, 3).map(({ name, people }) => words.lineOf(name, people)).join(', ')}</span>}
    </div>
  );
}

function Languages({ chosen, has, onChoose }: { chosen: 'en' | 'es'; has: boolean; onChoose: (language: 'en' | 'es') => void }) {
  return (
    <span className={styles.languages} role="group" aria-label={words.language}>
      {(['en', 'es'] as const).map((each) => <button key={each} type="button" aria-pressed={each === chosen} onClick={() => onChoose(each)}>{each === 'es' && !has ? words.addSpanish : words.languages[each]}</button>)}
    </span>
  );
}

function FieldMenu({ onField }: { onField: (field: string) => void }) {
  const fields = useMergeFields();
  return (
    <Menu position="bottom-start" width={300} zIndex={160}>
      <Menu.Target><Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconBraces size={17} stroke={1.7} aria-hidden="true" />}>{words.addField}</Button></Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {fields.data?.map(({ name, description }) => <Menu.Item key={name} onClick={() => onField(name)}>{name}<span className={styles.example}>{description}</span></Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function Findings({ of, onFix }: { of: Finding[]; onFix: (body: string) => void }) {
  if (of.length === 0) return null;
  return (
    <section className={styles.findings} aria-label={words.findings} aria-live="polite">
      <ul>
        {of.map((finding) => (
          <li key={`${finding.code} ${finding.at}`} data-blocks={finding.blocks || undefined}>
            <span>{finding.words}</span>
            {finding.fixed !== null && <button type="button" onClick={() => onFix(finding.fixed!)}>{words.fix}</button>}
          </li>
        ))}
      </ul>
    </section>
  );
}
