import type { Status } from '../api/types';

/** The words of P-20 for a status, where the server sends only its name. */
export const statusNames: Record<Status, string> = {
  received: 'Received', scheduled: 'Scheduled', held: 'Held', queued: 'Waiting to send', sending: 'Sending', sent: 'Sent', delivered: 'Delivered',
  undelivered: 'Not delivered', failed: 'Not delivered', refused: 'Not sent', unknown: 'May have been sent', cancelled: 'Cancelled',
};
