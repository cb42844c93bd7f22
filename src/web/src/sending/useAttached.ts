import { useState } from 'react';
import { call } from '../api/client';
import { wordsOfProblem } from '../api/problem';
import type { Media } from '../api/types';

/** The files added to a text: uploaded as they are chosen. */
export function useAttached() {
  const [files, setFiles] = useState<Media[]>([]);
  const [uploading, setUploading] = useState<{ key: string; name: string }[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  const upload = async (file: File) => {
    const key = crypto.randomUUID(), form = new FormData();
    form.set('file', file);
    setProblem(null);
    setUploading((now) => [...now, { key, name: file.name }]);
    try {
      const stored = await call('POST /media', { body: form });
      setFiles((now) => [...now, { ...stored, name: file.name, bytes: file.size, state: 'stored' }]);
    } catch (thrown) {
      setProblem(`${file.name}: ${wordsOfProblem(thrown)}`);
    } finally {
      setUploading((now) => now.filter((each) => each.key !== key));
    }
  };

  return {
    files,
    uploading,
    problem,
    busy: uploading.length > 0,
    put: setFiles,
    add: (chosen: File[]) => chosen.forEach((file) => void upload(file)),
    remove: (id: string) => setFiles((now) => now.filter((each) => each.id !== id)),
  };
}

export type Attached = ReturnType<typeof useAttached>;
