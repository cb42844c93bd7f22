import { phoneWords } from './phone';

/** A phone number as people write it, on one line. */
export function PhoneText({ number, className }: { number: string; className?: string }) {
  return <span className={className} style={{ whiteSpace: 'nowrap' }}>{phoneWords(number)}</span>;
}
