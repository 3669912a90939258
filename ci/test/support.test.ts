import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inRoot } from '../src/paths.ts';

test('what is said to be tested is in the matrix of the workflow, and the other way round', async () => {
  const { jobs } = parse(await readFile(inRoot('.github', 'workflows', 'ci.yml'), 'utf8'));
  const matrix = jobs.versions.strategy.matrix.include as Record<string, string>[];
  const page = await readFile(inRoot('docs', 'support.md'), 'utf8');
  const rows = { python: 'PyPI', rust: 'crates.io', node: '`@vectorscaledb/client`', go: '/sdks/go`' };
  for (const [lane, mark] of Object.entries(rows)) {
    const row = page.split('\n').find((line) => line.startsWith('| ') && line.includes(mark)) ?? '';
    const said = row.split('|').at(-2)?.trim().split(', ');
    expect(said, lane).toEqual(matrix.filter((one) => one.lane === lane).map((one) => one[lane]));
  }
});
