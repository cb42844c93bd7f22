// The phones of the simulated carrier.

export interface PhoneRow {
  number: string;
  name: string | null;
  personId: string | null;
  conversationId: string | null;
  unread: number;
  last: { body: string; at: string } | null;
}

export interface PhoneMessage {
  id: string;
  fromPhone: boolean;
  other: string;
  lineName: string | null;
  body: string;
  /** Addresses of pictures and files. */
  media: string[];
  at: string;
}

export interface Phone { number: string; name: string | null; conversationId: string | null; messages: PhoneMessage[] }

export type FaultMode =
  | 'none' | 'slow' | 'refuse' | 'fail_delivery' | 'accept_then_silent' | 'duplicate' | 'out_of_order' | 'throttle' | 'delay';

export interface Faults { mode: FaultMode; delayMs: number }
