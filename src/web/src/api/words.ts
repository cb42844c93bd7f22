export const apiWords = {
  offline: 'No connection to Rosterline. Try again when you are back online.',
  signedOut: 'You are signed out. Sign in to go on.',
  notFound: 'This page does not exist, or you may not see it.',
  tooMany: 'Too many requests at once. Wait a moment and try again.',
  server: 'Rosterline could not do this just now. Nothing was changed. Try again.',
  unexpected: 'That did not work. Load the page again.',
};
