import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runPython } from './python.ts';

const SDKGEN = fileURLToPath(new URL('../../cli/bin/sdkgen.js', import.meta.url));
const COUNT = 800;
let out = '';

/** Too many objects for one module, each with the one after it and one from the other end: a circle through all parts. */
function circle(): object {
  const ref = (at: number) => ({ $ref: `#/components/schemas/Node${at % COUNT}` });
  const node = (at: number) => ({
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string' },
      next: ref(at + 1),
      far: { type: 'array', items: ref(at + COUNT / 2) },
      any: { $ref: '#/components/schemas/Nested' },
    },
  });
  const nested = {
    anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#/components/schemas/Nested' } }, ref(7)],
  };
  const nodes = Array.from({ length: COUNT }, (_, at) => [`Node${at}`, node(at)]);
  const answer = { description: 'a node', content: { 'application/json': { schema: ref(0) } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Circle', version: '1' },
    paths: { '/node': { get: { operationId: 'getNode', responses: { 200: answer } } } },
    components: { schemas: { ...Object.fromEntries(nodes), Nested: nested } },
  };
}

beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'sdkgen-python-'));
  const spec = join(out, 'circle.json');
  writeFileSync(spec, JSON.stringify(circle()));
  const argv = [SDKGEN, 'generate', '--spec', spec, '--out', out, '--lang', 'python'];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}, 60_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

it('gathers types that refer to each other across modules, whichever is imported first', () => {
  const source = join(out, 'python', 'src');
  const parts = readdirSync(join(source, 'circle')).filter((name) => name.startsWith('_models_'));
  expect(parts.length).toBeGreaterThan(2);
  const value = {
    name: 'a',
    next: { name: 'b', next: { name: 'c' } },
    far: [{ name: 'd', far: [{ name: 'e' }] }],
    any: ['x', ['y', { name: 'z' }]],
  };
  const script = `
import importlib, json, sys
first = importlib.import_module(f"circle.{sys.argv[2]}")
from circle import models
value = json.loads(sys.argv[1])
read = models.Node0.from_dict(value)
assert type(read.next) is models.Node1 and type(read.far[0]) is models.Node${COUNT / 2}, read
assert read.to_dict() == value, read.to_dict()
assert set(models.__all__) <= set(dir(models))`;
  for (const name of ['models', parts.at(0), parts.at(-1)])
    runPython([
      '-W',
      'error',
      '-B',
      '-c',
      `import sys; sys.path.insert(0, ${JSON.stringify(source)})${script}`,
      JSON.stringify(value),
      (name ?? '').replace('.py', ''),
    ]);
}, 60_000);
