import { SegmentedControl } from '@mantine/core';
import { IconGavel, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Attention, ConversationRow, Whose } from '../../api/types';
import { useSession } from '../../session/session';
import { IconButton } from '../../shared/IconButton';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorState } from '../../shared/ErrorState';
import { PhoneText } from '../../shared/words/PhoneText';
import { ListSkeleton } from '../../shared/Skeletons';
import { ConversationList } from './ConversationList';
import type { Folder } from './folder';
import styles from './ListPane.module.css';
import { useToDecide, type useFolder } from '../reading';
import { decideWords, inboxWords as words } from '../words';

interface Props {
  folder: Folder;
  onFolder: (next: Folder) => void;
  list: ReturnType<typeof useFolder>;
  rows: ConversationRow[];
  chosen: string | undefined;
  deciding: boolean;
}

/** Whose, which state, what waits for a decision, and the conversations of that folder. */
export function ListPane({ folder, onFolder, list, rows, chosen, deciding }: Props) {
  return (
    <section className={styles.pane} aria-label={words.title}>
      <div className={styles.head}>
        <span className={styles.title} aria-hidden="true">{words.title}</span>
        <SegmentedControl size="xs" withItemsBorders={false} radius="md" aria-label={words.whose} value={folder.kind ? 'team' : folder.view} data={optionsOf(words.views)}
          onChange={(view) => onFolder({ ...folder, view: view as Whose })} />
      </div>
      <Decide here={deciding} />
      {folder.kind && <OfKind folder={folder} onFolder={onFolder} />}
      <div className={styles.states} role="group" aria-label={words.state}>
        {optionsOf(words.states).map(({ value, label }) => (
          <button key={value} type="button" aria-pressed={!deciding && !folder.kind && folder.state === value}
            onClick={() => onFolder({ ...folder, state: value as Attention })}>{label}</button>
        ))}
      </div>
      <Listed folder={folder} list={list} rows={rows} chosen={chosen} />
      <OwnNumber />
    </section>
  );
}

/** The number one texts from, and how many more one answers. */
export function OwnNumber() {
  const { lines } = useSession();
  const own = lines.find((line) => line.isDefault) ?? lines[0];
  if (!own) return null;
  return <p className={styles.own}>{words.from} <PhoneText number={own.number} />{lines.length > 1 && ` ${words.moreLines(lines.length - 1)}`}</p>;
}

const optionsOf = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

function OfKind({ folder, onFolder }: Pick<Props, 'folder' | 'onFolder'>) {
  return (
    <p className={styles.kind}>
      <span>{words.withKind[folder.kind!]}</span>
      <IconButton label={words.withEverybody} size={24} onClick={() => onFolder({ ...folder, kind: undefined })}><IconX size={15} aria-hidden="true" /></IconButton>
    </p>
  );
}

function Decide({ here }: { here: boolean }) {
  const count = useToDecide().data?.length ?? 0;
  if (count === 0 && !here) return null;
  return (
    <Link href="/inbox/decide" className={styles.decide} aria-current={here ? 'page' : undefined}>
      <IconGavel size={18} stroke={1.7} aria-hidden="true" />{decideWords.title}
      <b aria-label={decideWords.count(count)}>{count}</b>
    </Link>
  );
}

function Listed({ folder, list, rows, chosen }: Pick<Props, 'folder' | 'list' | 'rows' | 'chosen'>) {
  const { lines } = useSession();
  if (list.isError && rows.length === 0) return <ErrorState problem={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <ListSkeleton />;
  if (lines.length === 0) return <EmptyState title={words.noLine} line={words.noLineLine} />;
  if (rows.length === 0 && folder.kind) return <EmptyState title={words.noneWithKind[folder.kind]} />;
  if (rows.length === 0) return <EmptyState title={words.empty[folder.state][0]} line={words.empty[folder.state][1]} />;
  return <ConversationList rows={rows} chosen={chosen} more={list.hasNextPage && !list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />;
}
