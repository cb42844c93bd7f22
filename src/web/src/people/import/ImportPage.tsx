import { useEffect, useRef } from 'react';
import { Page } from '../../shared/page/Page';
import { PageHead } from '../../shared/page/PageHead';
import { PeopleTabs } from '../PeopleTabs';
import { CheckStep } from './steps/CheckStep';
import { ColumnsStep } from './steps/ColumnsStep';
import { ConsentStep } from './steps/ConsentStep';
import { FileStep } from './steps/FileStep';
import { ResultStep } from './steps/ResultStep';
import { StepBar } from './steps/StepBar';
import { useImport } from './useImport';
import { importWords as words } from './words';

const drawn = { file: FileStep, columns: ColumnsStep, consent: ConsentStep, check: CheckStep, result: ResultStep };

/** Brings people in from a file: columns, consent, check, result. */
export default function ImportPage() {
  const work = useImport();
  const Step = drawn[work.step];
  const body = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    body.current?.focus();
  }, [work.step]);
  return (
    <Page>
      <PageHead title={words.title} line={words.line} />
      <PeopleTabs />
      <StepBar at={work.step} />
      <div ref={body} tabIndex={-1} style={{ outline: 'none' }} aria-label={words.steps[work.step]} role="group"><Step work={work} /></div>
    </Page>
  );
}
