import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { categories } from '../src/generated/guide.ts';
import { tools } from '../src/generated/tools.ts';
import { listed } from '../src/host/listed.ts';

const document = JSON.parse(readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods as Record<string, { operationId: string }>).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    name: operation.operationId,
  })),
);
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('every operation is one tool of the same name', () => {
  expect(tools.map(({ name, route }) => ({ name, route }))).toEqual(
    operations.map(({ name, route }) => ({ name, route })),
  );
});

test('the whole list costs an agent less than 30 kB', () => {
  expect(Buffer.byteLength(JSON.stringify({ tools: tools.map(listed) }))).toBeLessThan(30_000);
});

test.each(tools.map((tool) => [tool.name, tool] as const))(
  '%s: short, rooted in objects, without $schema',
  (_, tool) => {
    expect(tool.description.length).toBeLessThan(200);
    expect([tool.inputSchema.type, tool.outputSchema.type]).toEqual(['object', 'object']);
    expect(JSON.stringify(listed(tool))).not.toContain('$schema');
  },
);

test('hints say what the API page says', () => {
  const with_ = (effect: string) => tools.filter((tool) => tool.effect === effect).map(({ name }) => name);
  expect(with_('destroys')).toEqual(['delete_vectors', 'delete_entity', 'restore_snapshot', 'apply_retention']);
  expect(with_('writes')).toEqual([
    'ingest',
    'ingest_batch',
    'import_vectors',
    'update_entity',
    'create_snapshot',
    'compact',
  ]);
  const again = tools.filter(({ effect, idempotent }) => effect !== 'reads' && idempotent).map(({ name }) => name);
  expect(again).toEqual(['delete_vectors', 'update_entity', 'delete_entity', 'compact', 'apply_retention']);
});

test('the README counts what there is', () => {
  expect(Object.keys(categories)).toHaveLength(6);
  expect(readme).toContain(`${tools.length} tools in ${Object.keys(categories).length} categories`);
  for (const category of Object.keys(categories))
    expect(readme).toMatch(
      new RegExp(`\\| ${category} \\| ${tools.filter((tool) => tool.category === category).length} \\|`),
    );
});
