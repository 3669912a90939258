interface Document {
  readonly name: string;
  readonly text: string;
}

const K1 = 1.2;
const B = 0.75;

/** Words without the endings that grammar gives them. */
const words = (text: string): string[] =>
  (text.toLowerCase().match(/[a-z]+/g) ?? [])
    .filter((word) => !STOP.has(word))
    .map((word) => word.replace(/(ies|es|s|ing|ed)$/, ''));

const STOP = new Set(
  'a an and are as at be by do for from has have how i in is it its me my of on or that the them there this to was what when which who with you your'.split(
    ' ',
  ),
);

/** Ranks documents for a request by Okapi BM25: what a client without a model would look tools up with. */
export function ranking(documents: readonly Document[]): (request: string) => string[] {
  const bags = documents.map(({ name, text }) => ({ name, bag: words(text) }));
  const average = bags.reduce((sum, { bag }) => sum + bag.length, 0) / bags.length;
  const idf = (word: string) => {
    const having = bags.filter(({ bag }) => bag.includes(word)).length;
    return Math.log(1 + (bags.length - having + 0.5) / (having + 0.5));
  };
  const score = (bag: readonly string[], asked: readonly string[]) =>
    asked.reduce((sum, word) => {
      const count = bag.filter((one) => one === word).length;
      return sum + (idf(word) * count * (K1 + 1)) / (count + K1 * (1 - B + (B * bag.length) / average));
    }, 0);
  return (request) => {
    const asked = words(request);
    return bags
      .map(({ name, bag }) => ({ name, score: score(bag, asked) }))
      .sort((left, right) => right.score - left.score)
      .map(({ name }) => name);
  };
}
