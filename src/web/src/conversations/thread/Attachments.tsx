import { IconFile, IconPhotoOff } from '@tabler/icons-react';
import { mediaAddress } from '../../api/client';
import type { Media } from '../../api/types';
import styles from './Attachments.module.css';
import { threadWords as words } from '../words';

const shown = /^image\/(png|jpe?g|gif|webp|avif)$/;

/** Pictures shown, sound and film played, everything else to download; nothing is dropped silently. */
export function Attachments({ media }: { media: Media[] }) {
  return <>{media.map((each) => <Attachment key={each.id} media={each} />)}</>;
}

function Attachment({ media: { id, contentType, name, bytes, state } }: { media: Media }) {
  const address = mediaAddress(id), called = name ?? words.attachment;
  if (state === 'to_fetch' || state === 'lost') return <span className={styles.file}><IconPhotoOff size={18} stroke={1.7} aria-hidden="true" />{words.notFetched}</span>;
  if (shown.test(contentType)) {
    return <a href={address} target="_blank" rel="noreferrer" className={styles.picture}><img src={address} alt={called} loading="lazy" /></a>;
  }
  if (contentType.startsWith('audio/')) return <audio controls src={address} className={styles.sound} aria-label={called} />;
  if (contentType.startsWith('video/')) return <video controls src={address} className={styles.film} aria-label={called} />;
  return (
    <a href={address} download={name ?? ''} className={styles.file}>
      <IconFile size={18} stroke={1.7} aria-hidden="true" />{called}{bytes !== null && <span>{sizeWords(bytes)}</span>}
    </a>
  );
}

const sizeWords = (bytes: number) => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);
