import { ActionIcon, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props { label: string; href: string; newTab?: boolean; className?: string; children: ReactNode }

/** A link that is only an icon, named as an icon button is. */
export function IconLink({ label, href, newTab, className, children }: Props) {
  return (
    <Tooltip label={label}>
      <ActionIcon component="a" href={href} aria-label={label} className={className} {...(newTab ? { target: '_blank', rel: 'noreferrer' } : {})}>{children}</ActionIcon>
    </Tooltip>
  );
}
