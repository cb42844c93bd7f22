export const formWords = {
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  done: 'Done',
  goThere: 'Go there',
  save: 'Save',
};
