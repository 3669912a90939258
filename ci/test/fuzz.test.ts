import { expect, it } from 'vitest';
import { corpus, round } from '../src/fuzz/fuzz.ts';
import { drawing, mutate } from '../src/fuzz/mutate.ts';

const ROUNDS = 150;
const FIRST_SEED = 1;
const MINUTES = 60_000;

it('draws the same document for the same seed, and another for another', async () => {
  const documents = await corpus();
  const [document = null] = documents;
  const made = (seed: number) => JSON.stringify(mutate(document, documents, drawing(seed)));
  expect(made(1)).toBe(made(1));
  expect(made(1)).not.toBe(made(2));
});

it('refuses or renders whatever becomes of a document', { timeout: 5 * MINUTES }, async () => {
  const documents = await corpus();
  let rendered = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + ROUNDS; seed += 1) {
    const { refused, findings } = await round(seed, documents);
    expect(findings).toEqual([]);
    if (!refused) rendered += 1;
  }
  expect(rendered).toBeGreaterThan(0);
});
