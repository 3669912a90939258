import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type Finding as CaseFinding,
  parseJson,
  printJson,
  type Recorded,
  type Scored,
} from '@vectorscaledb/conformance';
import { inRoot } from '../paths.ts';

/** A case as it went, as it is kept: requests in full, and what came of them. */
export interface CaseResult {
  readonly name: string;
  readonly operation: string;
  /** `generated` and `behaviour` cases against the scoring server, `server` ones against the real one. */
  readonly fixture: string;
  readonly feature: string;
  readonly findings: readonly CaseFinding[];
  readonly requests: readonly Request[];
  /** What the driver answered; null where it broke over the case. */
  readonly answer: unknown;
  /** The whole way of it, for comparison with the other languages; null where it did not run. */
  readonly way: string | null;
}

export interface Request {
  readonly line: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export const wireFile = (id: string): string => inRoot('dist', 'parity', 'wire', `${id}.json`);

export interface WireResults {
  /** The cases in which it was seen that committed SDKs are not what is rendered, file by file. */
  readonly drift: readonly string[];
  readonly results: readonly CaseResult[];
}

const MAX_BODY = 20_000;

export function resultOf({ one, findings, ran }: Scored, way: unknown): CaseResult {
  const { name, fixture, feature, call } = one;
  return {
    name,
    fixture,
    feature,
    operation: call.operation,
    findings,
    requests: (ran?.recorded ?? []).map(requestOf),
    answer: ran?.answer ?? null,
    way: way === null ? null : wayText(way),
  };
}

/** Text that is the same where two things are equal: members in order of their names, numbers by their digits. */
export const wayText = (way: unknown): string => printJson(ordered(way));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  if ('canonical' in value) return { digits: value.canonical };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, ordered(member)]),
  );
}

export function requestOf({
  method,
  target,
  headers,
  body,
}: Pick<Recorded, 'method' | 'target' | 'headers' | 'body'>): Request {
  return { line: `${method} ${target}`, headers, body: readable(body).slice(0, MAX_BODY) };
}

function readable(body: Buffer): string {
  const text = body.toString('utf8');
  return Buffer.from(text, 'utf8').equals(body) ? text : `base64: ${body.toString('base64')}`;
}

export async function writeResults(file: string, results: WireResults): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${printJson(results)}\n`);
}

export async function readResults(file: string): Promise<WireResults> {
  return parseJson(await readFile(file, 'utf8')) as unknown as WireResults;
}
