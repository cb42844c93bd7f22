import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconMail, IconPhone } from '@tabler/icons-react';
import { TextIcon } from '../../people/texting/TextIcon';
import { otherWays } from '../../people/texting/textIcon';
import { peopleWords } from '../../people/words';
import styles from '../Jobs.module.css';
import type { Applicant } from '../routes';
import { jobsWords as words } from '../words';

/** The text icon of an applicant. Who did not agree to texts has none: there stands why, how to get a yes, and how else to reach her. */
export function ApplicantIcon({ applicant: { person, consentWords } }: { applicant: Pick<Applicant, 'person' | 'consentWords'> }) {
  if (consentWords === null) return <TextIcon person={person} />;
  return (
    <span className={styles.actions}>
      <span className={styles.none}>{words.noOptIn}</span>
      <Popover width={280} withArrow shadow="md" trapFocus returnFocus>
        <Popover.Target><button type="button" className={styles.how} aria-label={words.howOf(person.name)}>{words.how}</button></Popover.Target>
        <Popover.Dropdown><p tabIndex={-1} data-autofocus>{consentWords}</p></Popover.Dropdown>
      </Popover>
      {otherWays(person).map(({ way, href }) => (
        <Tooltip key={way} label={peopleWords[way]}>
          <ActionIcon component="a" href={href} size={30} aria-label={`${peopleWords[way]}: ${person.name}`}>
            {way === 'call' ? <IconPhone size={16} stroke={1.8} aria-hidden="true" /> : <IconMail size={16} stroke={1.8} aria-hidden="true" />}
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
