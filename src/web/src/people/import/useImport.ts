import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client';
import type { ImportFile, ImportPreview, Kind } from '../../api/peopleTypes';
import { consentOf, noAnswer, type ConsentDraft } from './consent';
import { guessed, mappingOf, ownMappingOf, type Meanings } from './fields';

export const steps = ['file', 'columns', 'consent', 'check', 'result'] as const;
export type Step = (typeof steps)[number];

/** One import from the file to its result; going back keeps every answer. */
export function useImport() {
  const [step, setStep] = useState<Step>('file');
  const [file, setFile] = useState<ImportFile | null>(null);
  const [meanings, setMeanings] = useState<Meanings>([]);
  const [kind, setKind] = useState<Kind>('candidate');
  const [consent, setConsent] = useState<ConsentDraft>(noAnswer);
  const [preview, setPreview] = useState<ImportPreview | null>(null);

  const upload = useMutation({
    mutationFn: async (chosen: File) => {
      const body = new FormData();
      body.append('file', chosen);
      return call('POST /people/import', { body });
    },
    onSuccess: (read) => {
      setFile(read);
      setMeanings(guessed(read.columns));
      setConsent(noAnswer);
      setStep('columns');
    },
  });
  const reread = useMutation({
    mutationFn: (encoding: string) => call('PUT /people/import/{id}', { path: { id: file!.id }, body: { encoding } }),
    onSuccess: ({ file: read }) => {
      // Names of columns may have become others, and with them the guesses
      if (read.columns.some(({ header }, at) => header !== file?.columns[at]?.header)) setMeanings(guessed(read.columns));
      setFile({ ...read, optOutsFirst: file?.optOutsFirst ?? null });
    },
  });
  const check = useMutation({
    mutationFn: () => call('PUT /people/import/{id}', {
      path: { id: file!.id },
      body: {
        mapping: mappingOf(meanings, file!.columns),
        own: ownMappingOf(meanings, file!.columns),
        kind,
        consent: consentOf(consent),
      },
    }),
    onSuccess: (answer) => { setPreview(answer); setStep('check'); },
  });
  const run = useMutation({ mutationFn: () => call('POST /people/import/{id}/run', { path: { id: file!.id } }), onSuccess: () => setStep('result') });
  const again = () => { upload.reset(); reread.reset(); check.reset(); run.reset(); setFile(null); setPreview(null); setStep('file'); };

  return { step, setStep, file, meanings, setMeanings, kind, setKind, consent, setConsent, preview, upload, reread, check, run, again };
}

export type Import = ReturnType<typeof useImport>;
