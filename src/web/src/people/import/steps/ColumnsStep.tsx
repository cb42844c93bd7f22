import { Button, Group, NativeSelect, Radio } from '@mantine/core';
import { Link } from 'wouter';
import type { Kind } from '../../../api/peopleTypes';
import { Section } from '../../../shared/page/Section';
import { kinds } from '../../kinds';
import { useMay } from '../../../session/session';
import { useOwnFields } from '../../reading';
import { kindNames } from '../../words';
import { EncodingQuestion } from './EncodingQuestion';
import { Feet } from './Feet';
import { choicesFor, faultOf } from '../fields';
import styles from '../Import.module.css';
import type { Import } from '../useImport';
import { importWords as words } from '../words';

/** What stands in each column, guessed beforehand; whom the file is about; whether its letters are read right. */
export function ColumnsStep({ work }: { work: Import }) {
  const { file, meanings, setMeanings, kind, setKind, setStep } = work;
  const choices = choicesFor(useOwnFields(), useMay('see_ssn'));
  if (!file) return null;
  const mean = (at: number, field: string) => setMeanings(meanings.with(at, field === '' ? null : field));
  return (
    <>
      <Section>
        <Radio.Group label={words.kind} value={kind} onChange={(value) => setKind(value as Kind)}>
          <Group gap="lg" mt={8}>{kinds.map((each) => <Radio key={each} value={each} label={kindNames[each].many} />)}</Group>
        </Radio.Group>
      </Section>
      {file.optOutsFirst && <p className={styles.question}><span>{file.optOutsFirst}</span><Button component={Link} href="/compliance/opt-outs" size="compact-sm" variant="default">{words.optOutsFirst}</Button></p>}
      <EncodingQuestion work={work} />
      <Section title={file.fileName} line={words.columnsLine(file.totalRowsEstimate)} flush>
        <ul className={styles.columns}>
          {file.columns.map(({ index, header, samples }, at) => (
            <li key={index} data-unused={meanings[at] === null || undefined}>
              <b>{header}</b>
              <span className={styles.samples}>{samples.filter(Boolean).slice(0, 3).join(' · ')}</span>
              <NativeSelect aria-label={words.meansOf(header)} value={meanings[at] ?? ''} data={choices} onChange={(event) => mean(at, event.currentTarget.value)} />
            </li>
          ))}
        </ul>
      </Section>
      <Feet onBack={work.again} action={words.next} onAction={() => setStep('consent')} fault={faultOf(meanings)} problem={work.reread.error} />
    </>
  );
}
