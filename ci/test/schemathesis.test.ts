import { expect, it } from 'vitest';
import { inRoot } from '../src/paths.ts';
import { whyNoPython } from '../src/run/pip.ts';
import { round } from '../src/schemathesis/run.ts';
import { STORES } from '../src/servers/stores.ts';

// The short form of `nx run schemathesis`: requests made up at random and chains of them, without the thousands that walk through
// every bound of every schema.
const PHASES = ['examples', 'fuzzing', 'stateful'];
const EXAMPLES = 2;
const SEED = 1;
const MINUTES = 60_000;
const noPython = await whyNoPython();
const folder = inRoot('dist', 'schemathesis', 'short');

it.for(STORES)(
  '$name answers what the document says, whatever is asked',
  { timeout: 10 * MINUTES },
  async (store, { skip }) => {
    const missing = noPython ?? store.whyNot;
    if (missing !== null) skip(missing);
    const { findings, cases } = await round(store, { seed: SEED, examples: EXAMPLES, phases: PHASES }, folder);
    expect(findings).toEqual([]);
    expect(cases).toBeGreaterThan(100);
  },
);
