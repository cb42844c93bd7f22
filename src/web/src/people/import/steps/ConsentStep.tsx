import { NativeSelect, Radio, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConsentAnswer } from '../../../api/peopleTypes';
import { Section } from '../../../shared/page/Section';
import { answersFor, faultOfConsent, type ConsentDraft } from '../consent';
import { Feet } from './Feet';
import styles from '../Import.module.css';
import type { Import } from '../useImport';
import { importWords as words } from '../words';

const today = () => new Date().toLocaleDateString('en-CA');

/** What these people were told about texts: asked of every import, answered on purpose. */
export function ConsentStep({ work }: { work: Import }) {
  const { consent, setConsent, kind, check, setStep } = work;
  const [tried, setTried] = useState(false);
  const fault = faultOfConsent(consent, today());
  const set = (change: Partial<ConsentDraft>) => setConsent({ ...consent, ...change });
  const goOn = () => { setTried(true); if (!fault) check.mutate(); };
  return (
    <>
      <Section title={words.consentTitle} line={words.consentLine}>
        <Radio.Group aria-label={words.consentTitle} value={consent.answer ?? ''} onChange={(answer) => set({ answer: answer as ConsentAnswer })}>
          <Stack gap={8}>
            {answersFor(kind).map((answer) => (
              <Radio.Card key={answer} value={answer} className={styles.answer} aria-label={`${words.answers[answer].name}. ${words.answers[answer].line}`}>
                <Radio.Indicator />
                <span><b>{words.answers[answer].name}</b><span>{words.answers[answer].line}</span></span>
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
        <Evidence work={work} set={set} fault={tried ? fault : null} />
      </Section>
      <Feet onBack={() => setStep('columns')} action={words.next} onAction={goOn} busy={check.isPending} problem={check.error}
        fault={consent.answer === null ? ' ' : tried ? fault?.words : null} />
    </>
  );
}

function Evidence({ work: { consent, file }, set, fault }: { work: Import; set: (change: Partial<ConsentDraft>) => void; fault: ReturnType<typeof faultOfConsent> }) {
  const { answer, by, column, date, wording } = consent;
  if (answer !== 'opt_in' && answer !== 'told') return null;
  const columns = [{ value: '', label: words.chooseColumn }, ...(file?.columns.map(({ index, header }) => ({ value: String(index), label: header })) ?? [])];
  const errorOf = (field: string) => fault?.field === field && fault.words;
  return (
    <Stack gap="sm" mt="lg" maw={520}>
      {answer === 'opt_in' && (
        <SegmentedControl aria-label={words.evidence} value={by} onChange={(value) => set({ by: value as ConsentDraft['by'] })}
          data={[{ value: 'column', label: words.byColumn }, { value: 'all', label: words.byAll }]} />
      )}
      {answer === 'opt_in' && by === 'column'
        ? <NativeSelect label={words.consentColumn} data={columns} value={column ?? ''} error={errorOf('column')}
            onChange={(event) => set({ column: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })} />
        : (
          <>
            <TextInput type="date" label={words.consentDate} max={today()} value={date} error={errorOf('date')} onChange={(event) => set({ date: event.currentTarget.value })} />
            <Textarea label={words.consentWording} description={words.consentWordingHint} autosize minRows={2} value={wording} error={errorOf('wording')}
              onChange={(event) => set({ wording: event.currentTarget.value })} />
          </>
        )}
    </Stack>
  );
}
