import { Fragment } from 'react';

/** Text with every place marked that holds one of the words looked for, or their digits. */
export function Highlight({ text, of }: { text: string; of: string }) {
  return <>{partsOf(text, of).map((part, at) => (part.marked ? <mark key={at}>{part.text}</mark> : <Fragment key={at}>{part.text}</Fragment>))}</>;
}

export function partsOf(text: string, of: string) {
  const words = of.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (words.length === 0) return [{ text, marked: false }];
  return text.split(new RegExp(`(${words.join('|')})`, 'giu')).map((part, at) => ({ text: part, marked: at % 2 === 1 })).filter((part) => part.text !== '');
}

/** A part of a text whose words looked for stand between << and >>. */
export function Snippet({ text }: { text: string }) {
  return <>{text.split(/<<(.*?)>>/gs).map((part, at) => (at % 2 === 1 ? <mark key={at}>{part}</mark> : <Fragment key={at}>{part}</Fragment>))}</>;
}
