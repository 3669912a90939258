import { expect, it } from 'vitest';
import { readPromised } from '../src/parity/document.ts';
import { wantOfCases, withTools } from '../src/parity/tools/column.ts';
import { compareTools, MCP, TOOL } from '../src/parity/tools/compare.ts';
import { gather, type ToolEvidence } from '../src/parity/tools/evidence.ts';
import type { ListedTool } from '../src/parity/tools/server.ts';
import { wireFindings } from '../src/parity/wire.ts';

const MINUTE = 60_000;
const { api } = await readPromised();
const evidence = await gather();

const about = (tools: readonly ListedTool[]): string[] => compareTools(api, tools).map(({ what }) => what);
const changed = (name: string, change: (tool: ListedTool) => object): ListedTool[] =>
  evidence.tools.map((tool) => (tool.name === name ? { ...tool, ...change(tool) } : tool));

it(
  'every operation is a tool, and is called as the document says',
  () => {
    expect(compareTools(api, evidence.tools)).toEqual([]);
    expect(wireFindings(MCP, { drift: [], results: evidence.results })).toEqual([]);
    expect(wantOfCases(api, evidence)).toEqual([]);
    expect(evidence.results.length).toBeGreaterThan(10 * api.operations.length);
  },
  MINUTE,
);

it('a tool that is not there, or is of nothing, is found', () => {
  expect(about(evidence.tools.filter(({ name }) => name !== 'get_entity'))).toEqual(['get_entity › tool']);
  expect(
    about([
      ...evidence.tools,
      ...changed('get_entity', () => ({ name: 'other' })).filter(({ name }) => name === 'other'),
    ]),
  ).toEqual(['tool other']);
});

it.each([
  ['an argument', ({ properties: { k: _, ...properties } }: Schema) => ({ properties }), 'temporal_knn › k'],
  [
    'its type',
    ({ properties }: Schema) => ({ properties: { ...properties, k: { type: 'string' } } }),
    'temporal_knn › k › type',
  ],
  ['what must be there', () => ({ required: ['query_vector', 'k'] }), 'temporal_knn › k › required'],
  ['one too many', ({ properties }: Schema) => ({ properties: { ...properties, x: {} } }), 'temporal_knn › x'],
])('%s that differs is found', (_name, change, what) => {
  const tools = changed('temporal_knn', ({ inputSchema }) => ({
    inputSchema: { ...inputSchema, ...change(inputSchema as unknown as Schema) },
  }));
  expect(about(tools)).toContain(what);
});

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
}

it('no cell passes without a case that went through it', () => {
  const without: ToolEvidence = {
    ...evidence,
    results: evidence.results.filter(({ operation }) => operation !== 'ingest'),
  };
  const findings = wantOfCases(api, without);
  expect(findings.map(({ operation }) => operation)).toEqual(['ingest']);
  const rows = api.operations.map(({ name, template }) => ({
    operation: name.wire,
    route: template,
    cells: { 'typed request': {} },
  }));
  const { rows: seen } = withTools({ languages: [], features: ['typed request'], rows }, api, without, findings, []);
  const states = Object.fromEntries(
    seen.map(({ operation, cells }) => [operation, cells['typed request']?.[MCP]?.state]),
  );
  expect(states).toMatchObject({ ingest: 'fail', ingest_batch: 'pass', stream_changes: 'absent' });
  expect(seen.every(({ cells }) => cells[TOOL]?.[MCP]?.state === 'pass')).toBe(true);
});
