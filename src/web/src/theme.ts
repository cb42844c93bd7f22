import {
  ActionIcon, Button, Input, Menu, Modal, Notification, Popover, Tooltip, createTheme, type CSSVariablesResolver, type MantineColorsTuple,
} from '@mantine/core';
import { formWords } from './shared/form/words';

const indigo: MantineColorsTuple = [
  '#eef0ff', '#dfe2ff', '#bfc5ff', '#a3acff', '#818bfb', '#5a65e8', '#4451e0', '#3944c4', '#3039a0', '#262d7c',
];

/** The greys of the dark theme: 7 is the surface, 6 what is raised above it, 4 its hairlines. */
const dark: MantineColorsTuple = [
  '#e9ebf1', '#c3c8d4', '#9fa7b7', '#697182', '#2d323e', '#262a34', '#1b1e26', '#15171d', '#101217', '#0b0d10',
];

/** One indigo accent on quiet neutrals; colours of surfaces and words are the tokens of tokens.css. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 5 },
  colors: { indigo, dark },
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  fontSizes: { xs: '12px', sm: '13px', md: '15px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.4', xl: '1.3' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '21px' }, h2: { fontSize: '17px' }, h3: { fontSize: '15px' } } },
  radius: { xs: '4px', sm: '6px', md: '9px', lg: '14px', xl: '20px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 36 } }),
    Button: Button.extend({ styles: { label: { fontWeight: 550 } } }),
    InputWrapper: Input.Wrapper.extend({ styles: { label: { marginBottom: 5, fontWeight: 550 } } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', offset: 6, transitionProps: { duration: 80 } } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45 } },
      styles: { content: { background: 'var(--raised)' }, header: { background: 'var(--raised)' }, title: { fontSize: 17, fontWeight: 640 } },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': formWords.close } } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', offset: 6 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: false, fz: 'sm' } }),
  },
});

const tokens = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-indigo-light': 'var(--accent-soft)',
  '--mantine-color-indigo-light-color': 'var(--accent-text)',
  '--mantine-color-indigo-light-hover': 'var(--accent-softer)',
  '--mantine-color-gray-light-color': 'var(--text-2)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens });
