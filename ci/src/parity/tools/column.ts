import type { Api, Operation } from '@sdkgen/ir';
import type { Finding } from '../finding.ts';
import type { Cell, Matrix, Row } from '../matrix.ts';
import { MCP, TOOL } from './compare.ts';
import type { ToolEvidence } from './evidence.ts';
import { isCollected } from './operations.ts';

const BY_CASES = ['typed request', 'typed response'];
const SDK_HAS_NONE = 'a tool is of the MCP server';
const TOOL_HAS_NONE = 'of programs: an agent passes arguments, and is told a result or the code of an error';
const COLLECTED = 'a tool collects a feed for a while, by the operation that polls it';

type Known = Finding & { readonly reason: string };

/** The tools beside the SDKs, as one more language, which has fewer features. */
export function withTools(
  { languages, features, rows }: Matrix,
  { operations }: Api,
  evidence: ToolEvidence,
  findings: readonly Finding[],
  excepted: readonly Known[],
): Matrix {
  const byName = new Map(operations.map((operation) => [operation.name.wire, operation]));
  const withColumn = (row: Row): Row => {
    const operation = byName.get(row.operation);
    const cells = Object.entries(row.cells).map(([feature, byLanguage]) => {
      const own = operation ? cellOf(operation, feature, evidence, findings, excepted) : absent(TOOL_HAS_NONE);
      return [feature, { ...byLanguage, [MCP]: own }] as const;
    });
    const tool = Object.fromEntries(languages.map((language) => [language, absent(SDK_HAS_NONE)]));
    const own = operation ? cellOf(operation, TOOL, evidence, findings, excepted) : absent(TOOL_HAS_NONE);
    return { ...row, cells: { ...Object.fromEntries(cells), [TOOL]: { ...tool, [MCP]: own } } };
  };
  return { languages: [...languages, MCP], features: [...features, TOOL], rows: rows.map(withColumn) };
}

function cellOf(
  operation: Operation,
  feature: string,
  { results }: ToolEvidence,
  findings: readonly Finding[],
  excepted: readonly Known[],
): Cell {
  const isHere = (finding: Finding): boolean =>
    finding.language === MCP &&
    finding.features.includes(feature) &&
    (finding.operation === operation.name.wire || finding.operation === null);
  const own = findings.filter(isHere);
  const known = excepted.find(isHere);
  const isByCases = BY_CASES.includes(feature);
  const cases = isByCases ? results.filter((one) => one.operation === operation.name.wire) : [];
  const passed = cases.filter((one) => one.findings.length === 0).map(({ fixture, name }) => `${fixture} › ${name}`);
  if (own.length > 0) return { state: 'fail', note: null, findings: own, cases: passed };
  if (!isByCases && feature !== TOOL) return absent(TOOL_HAS_NONE);
  if (isByCases && isCollected(operation)) return absent(COLLECTED);
  return { state: known ? 'excepted' : 'pass', note: known?.reason ?? null, findings: [], cases: passed };
}

/** No cell passes for want of a look. */
export function wantOfCases({ operations }: Api, { results }: ToolEvidence): Finding[] {
  const seen = new Set(results.map(({ operation }) => operation));
  const unseen = operations.filter((operation) => !isCollected(operation) && !seen.has(operation.name.wire));
  return unseen.map(({ name }) => ({
    check: 'evidence',
    language: MCP,
    operation: name.wire,
    features: BY_CASES,
    what: `${name.wire} › cases`,
    expected: 'evidence',
    got: 'no case shows it',
  }));
}

const absent = (note: string): Cell => ({ state: 'absent', note, findings: [], cases: [] });
