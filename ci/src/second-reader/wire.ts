import { type Finding, judgeWire, runCases, type Scored, type Suite } from '@vectorscaledb/conformance';
import { environment } from '../paths.ts';
import { credentialsOf, isOneRequest, placeOf } from './calls.ts';
import { theirClient } from './client.ts';
import { reasonOf } from './reasons.ts';
import { NO_CLIENT, THEY_LACK } from './they-lack.ts';

/** One call that openapi-generator's client makes otherwise than the document asks, or cannot make. */
export interface OtherRequest {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** What their client said where it sent nothing. */
  readonly refused: string | null;
}

export interface WireComparison {
  readonly suite: string;
  readonly alike: number;
  readonly others: readonly OtherRequest[];
}

/** Gives their client of each document every call that ours are given. */
export async function onTheWire(suites: readonly Suite[]): Promise<WireComparison[]> {
  const compared: WireComparison[] = [];
  for (const suite of suites) {
    if (NO_CLIENT.has(suite.name)) continue;
    compared.push(await compareWire(suite));
  }
  return compared;
}

/** Holds the requests of their client to what ours had to be. */
export async function compareWire(suite: Suite): Promise<WireComparison> {
  const paths = (suite.document as unknown as { paths: Parameters<typeof placeOf>[1] }).paths;
  const cases = suite.cases.filter(isOneRequest).map((one) => {
    const client = credentialsOf(one);
    const call = { ...one.call, ...(client ? { client } : {}), operation: placeOf(one.call.operation, paths) };
    return { ...one, gives: {}, call };
  });
  const scored = await runCases(cases, await theirClient(suite), environment());
  const others = scored.flatMap((one) => otherRequest(suite.name, one));
  return { suite: suite.name, alike: scored.length - others.length, others };
}

function otherRequest(suite: string, { one, ran, findings: broke }: Scored): OtherRequest[] {
  const findings = ran ? judgeWire(one.wire ?? [], ran.recorded) : broke;
  if (findings.length === 0) return [];
  const refused = ran && ran.recorded.length === 0 ? wordsOf(ran.answer) : null;
  return [{ name: `${suite} › ${one.fixture} › ${one.name}`, findings, refused }];
}

function wordsOf(answer: object): string {
  const { unsupported, error } = answer as { unsupported?: string; error?: { message?: string } };
  return unsupported ?? error?.message ?? 'it sent nothing';
}

/** Every difference has a reason, and there is something to compare. */
export const isExplained = (compared: readonly WireComparison[]): boolean =>
  compared.length > 0 &&
  compared.every(({ alike, others }) => alike + others.length > 0) &&
  unexplained(compared).length === 0;

const reasonsIn = (
  compared: readonly WireComparison[],
): (readonly [other: OtherRequest, finding: Finding, reason: string | null])[] =>
  compared.flatMap(({ others }) =>
    others.flatMap((other) => other.findings.map((finding) => [other, finding, reasonOf(other, finding)] as const)),
  );

const unexplained = (compared: readonly WireComparison[]) =>
  reasonsIn(compared).filter(([, , reason]) => reason === null);

/** What is listed as lacking, and is not. */
export function staleReasons(compared: readonly WireComparison[]): string[] {
  const used = new Set(reasonsIn(compared).map(([, , reason]) => reason));
  return THEY_LACK.map(([, words]) => words).filter((words) => !used.has(words));
}

export function wireText(compared: readonly WireComparison[]): string {
  const counts = Map.groupBy(reasonsIn(compared), ([, , reason]) => reason ?? 'NOT EXPLAINED');
  const lines = [...counts].map(([reason, list]) => `${String(list.length).padStart(5)}  ${reason}`);
  for (const [{ name, refused }, { what, expected, got }] of unexplained(compared)) {
    lines.push(`${name}: ${what}: expected ${expected}`, `  got ${refused ?? got}`);
  }
  for (const [suite, words] of NO_CLIENT) lines.push(`not compared: ${suite}: ${words}`);
  for (const { suite, alike, others } of compared) {
    lines.push(`${suite}: ${alike} requests alike, ${others.length} not`);
  }
  return `${lines.join('\n')}\n`;
}
