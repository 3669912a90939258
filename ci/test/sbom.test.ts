import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inRoot } from '../src/paths.ts';
import type { Built } from '../src/release/built.ts';
import { writeSbom } from '../src/release/sbom.ts';
import { checkSums, writeSums } from '../src/release/sums.ts';

const work = await mkdtemp(join(tmpdir(), 'sbom-test-'));
afterAll(() => rm(work, { recursive: true, force: true }));

/** Only what lists ask for. */
const built = (id: string, checksums: Built['checksums'] = {}): Built =>
  ({ product: { id }, stage: inRoot('sdks', id), checksums }) as unknown as Built;

test('what a package brings with it is listed, the same each time', async () => {
  const [one, other] = [await writeSbom(built('go'), join(work, '1')), await writeSbom(built('go'), join(work, '2'))];
  const text = await readFile(one, 'utf8');
  expect(await readFile(other, 'utf8')).toBe(text);
  const { bomFormat, components } = JSON.parse(text) as { bomFormat: string; components: { purl: string }[] };
  expect(bomFormat).toBe('CycloneDX');
  expect(components.map(({ purl }) => purl)).toEqual([
    expect.stringMatching(/^pkg:golang\/github\.com\/coder\/websocket@v/),
  ]);
}, 120_000);

test('what is published is what was built, or refused', async () => {
  const [go, node] = [built('go', { 'a.zip': 'aa' }), built('node', { 'b.tgz': 'bb' })];
  await writeSums(work, [go]);
  await writeSums(work, [node]);
  await checkSums(work, [go, node]);
  await expect(checkSums(work, [built('node', { 'b.tgz': 'cc' })])).rejects.toThrow(
    'not what was built: cc  node/out/b.tgz',
  );
  await writeSums(work, [built('node', { 'b.tgz': 'dd' })]);
  expect(await readFile(join(work, 'SHA256SUMS'), 'utf8')).toBe('aa  go/out/a.zip\ndd  node/out/b.tgz\n');
});
