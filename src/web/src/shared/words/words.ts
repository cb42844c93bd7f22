export const sharedWords = {
  retry: 'Try again',
  brokenTitle: 'This part could not be shown',
  brokenLine: 'Nothing is lost. Load the page again.',
  reload: 'Load again',
  loading: 'Loading',
  notThere: 'This page does not exist, or you may not see it.',
  toInbox: 'Go to the inbox',
  unknownSender: 'Unknown sender',
};
