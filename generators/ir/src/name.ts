/** A name keeps its exact wire text beside the words every target's casing is made from. */
export interface Name {
  /** The text as it stands in the document: what goes on the wire. */
  readonly wire: string;
  /** Lower-case words. Never empty: text without a letter or digit becomes its code points. */
  readonly words: readonly string[];
}

/** `HTTPServer2x` → HTTP Server 2x: runs of capitals, then words, then digits with their tail. */
const WORD = /\p{Lu}+(?!\p{Ll})\p{N}*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+\p{N}*|\p{N}+/gu;

/** Splits a name once, here and nowhere else, so that two targets cannot split it differently. */
export function nameOf(wire: string): Name {
  const words = wire.match(WORD)?.map((word) => word.toLowerCase()) ?? [];
  return { wire, words: words.length > 0 ? words : codePoints(wire) };
}

/** The name made of one name's words after another's, as for a type nested in another. */
export function joinNames(...names: readonly Name[]): Name {
  return { wire: names.map((name) => name.wire).join('.'), words: names.flatMap((name) => name.words) };
}

/** Text of signs only still needs a name: its code points are one. */
function codePoints(wire: string): string[] {
  const points = [...wire].map((character) => `u${character.codePointAt(0)?.toString(16)}`);
  return points.length > 0 ? points : ['empty'];
}
