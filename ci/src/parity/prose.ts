import type { Manner } from '@sdkgen/codegen';

/** Text without the marks and line ends that each language's documentation has its own of. */
export const plainText = (text: string): string =>
  text
    .replaceAll(/\\(?=[^\w\s])/g, '')
    .replaceAll(/[`*_]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What a field says without what its language adds. */
export const withoutOwn = (docs: string, manner: Manner): string =>
  plainText(manner.ownSentences.reduce((text, own) => text.replace(own, ''), docs.replaceAll(/\s+/g, ' ').trim()));

/** Whether documentation says a text of the document, from its first word or after the name it begins with. */
export function says(docs: string, name: string, wanted: string, manner: Manner): boolean {
  const actual = plainText(docs);
  const text = plainText(wanted).replace(/\.$/, '');
  if (text === '' || actual.includes(text)) return true;
  if (!manner.opensWithName) return false;
  const rest = actual.replace(new RegExp(`^${plainText(name)} `), '').replace(/^(?:–|is|are|has) /, '');
  return bare(rest).startsWith(bare(text)) || withoutVerb(rest).startsWith(withoutVerb(text));
}

const bare = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** `Find the nearest` and `finds the nearest` are one: the verb has another ending. */
const withoutVerb = (text: string): string => {
  const [verb = '', ...rest] = text.split(' ');
  return [bare(verb).slice(0, 3), ...rest].join(' ');
};
