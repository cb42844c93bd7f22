import { ActionIcon, Tooltip, type ActionIconProps } from '@mantine/core';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';

type Props = ActionIconProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ActionIconProps> & { label: string };

/** A button that is only an icon: its label is its name for everyone, seen on hover and read aloud. */
export const IconButton = forwardRef<HTMLButtonElement, Props>(({ label, children, ...rest }, ref) => (
  <Tooltip label={label}>
    <ActionIcon ref={ref} aria-label={label} {...rest}>{children}</ActionIcon>
  </Tooltip>
));
