import { readFile } from 'node:fs/promises';
import { readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { beforeAll, expect, it } from 'vitest';
import { whyMissing } from '../src/openapi-generator.ts';
import { PINNED } from '../src/sdkgen.ts';
import { compare } from '../src/second-reader/compare.ts';
import { ourInventory } from '../src/second-reader/ours.ts';
import { theirInventory } from '../src/second-reader/theirs.ts';
import { compareWire, isExplained, wireText } from '../src/second-reader/wire.ts';
import { suiteOf } from '../src/wire/suites.ts';

const MINUTES = 60_000;
const missing = await whyMissing();
let ours = new Set<string>();
let theirs = new Set<string>();

beforeAll(async () => {
  if (missing) return;
  ours = ourInventory(await readApi(await readFile(PINNED), await readRuntime()));
  theirs = await theirInventory(PINNED);
}, 2 * MINUTES);

it.skipIf(missing)(`openapi-generator reads the pinned document as we do${missing ? ` (${missing})` : ''}`, () => {
  const { agreed, differences } = compare(ours, theirs);
  expect(differences.filter(({ reason }) => reason === null)).toEqual([]);
  expect(agreed).toBeGreaterThan(200);
});

it.skipIf(missing)('a parameter, field, status or operation that one of them lost is seen', () => {
  for (const kind of ['operation', 'parameter', 'response', 'field', 'model']) {
    const lost = [...ours].find((line) => line.startsWith(`${kind}\t`) && theirs.has(line));
    const without = new Set(
      [...ours].filter((line) => line !== lost && !(kind === 'model' && line.includes(`\t${lost?.slice(6)}\t`))),
    );
    const found = compare(without, theirs).differences.map(({ line }) => line);
    expect(found).toContain(lost);
  }
});

it.skipIf(missing)(
  'its client puts the same requests on the wire, or others for a known reason',
  async () => {
    const compared = await compareWire(await suiteOf('vectorscaledb', PINNED));
    expect(wireText([compared])).not.toContain('NOT EXPLAINED');
    expect(isExplained([compared])).toBe(true);
    const lost = { name: 'a case', refused: null, findings: [{ what: 'requests', expected: 'GET /a', got: 'GET /b' }] };
    expect(isExplained([{ ...compared, others: [...compared.others, lost] }])).toBe(false);
  },
  5 * MINUTES,
);
