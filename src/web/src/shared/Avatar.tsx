import styles from './Avatar.module.css';
import { hueOf, initialsOf } from './words/initials';

interface Props { name: string; size?: number; of?: string }

/** A person's initials in a soft colour that stays theirs. Decorative: the name always stands beside it. */
export function Avatar({ name, size = 40, of = name }: Props) {
  return (
    <span
      className={styles.avatar}
      aria-hidden="true"
      data-initials={initialsOf(name)}
      style={{ '--hue': hueOf(of), width: size, height: size, fontSize: size * 0.36 } as React.CSSProperties}
    />
  );
}
