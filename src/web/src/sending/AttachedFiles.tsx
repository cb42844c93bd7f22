import { FileButton, Loader } from '@mantine/core';
import { IconFile, IconPaperclip, IconX } from '@tabler/icons-react';
import { mediaAddress } from '../api/client';
import { IconButton } from '../shared/IconButton';
import styles from './AttachedFiles.module.css';
import type { Attached } from './useAttached';
import { composerWords as words } from './words';

/** The files that go with the text, each to be looked at and removed. */
export function AttachedFiles({ attached }: { attached: Attached }) {
  if (attached.files.length === 0 && !attached.busy) return null;
  return (
    <ul className={styles.files}>
      {attached.files.map(({ id, name, contentType }) => (
        <li key={id}>
          {contentType.startsWith('image/') ? <img src={mediaAddress(id)} alt={name ?? ''} /> : <span><IconFile size={18} stroke={1.7} aria-hidden="true" />{name}</span>}
          <button type="button" aria-label={words.remove(name ?? '')} onClick={() => attached.remove(id)}><IconX size={14} stroke={2.2} aria-hidden="true" /></button>
        </li>
      ))}
      {attached.uploading.map(({ key, name }) => <li key={key}><span><Loader size={16} aria-label={words.uploading} />{name}</span></li>)}
    </ul>
  );
}

export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  return (
    <FileButton onChange={onFiles} multiple accept="image/*,video/*,audio/*,application/pdf,text/vcard">
      {(props) => <IconButton label={words.attach} {...props}><IconPaperclip size={20} stroke={1.7} /></IconButton>}
    </FileButton>
  );
}
