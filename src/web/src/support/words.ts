export const supportWords = {
  ask: 'Ask support',
  title: 'Ask support',
  contact: 'Whom to ask',
  nobody: 'Nobody is named yet. An administrator can name somebody under Admin › Organisation.',
  details: 'Details for support',
  line: 'Copy this and send it along. Status, numbers, times and reasons; no words of a text, no passwords.',
  close: 'Close',

  section: 'Support contact',
  sectionLine: 'Shown to everybody where a text fails or something does not work.',
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  note: 'Note',
  noteHint: 'Such as when somebody answers',
  save: 'Save',
  saved: 'Saved.',
};
