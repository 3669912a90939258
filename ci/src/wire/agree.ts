import { isDeepStrictEqual } from 'node:util';
import { type Observed, printJson, type Recorded, type SuiteCase } from '@vectorscaledb/conformance';
import type { LanguageScore } from './score.ts';

/** A case every language passes, each in a way of its own: what no expectation says may not differ either. */
export interface Disagreement {
  readonly name: string;
  readonly languages: readonly string[];
  readonly ways: readonly string[];
}

/** Headers of the connection and of the HTTP library, and what is drawn at random. */
const OWN = new Set(
  `host user-agent connection accept-encoding accept-language sec-fetch-mode content-length transfer-encoding expect te
  keep-alive priority idempotency-key traceparent upgrade sec-websocket-key sec-websocket-version sec-websocket-extensions`.split(
    /\s+/,
  ),
);

export function disagreements(scores: readonly LanguageScore[]): Disagreement[] {
  const passed = new Map<string, { language: string; way: unknown; one: SuiteCase }[]>();
  for (const { language, scored } of scores) {
    for (const { suite, one, ran, findings } of scored) {
      if (!ran || findings.length > 0) continue;
      const name = `${suite} › ${one.fixture} › ${one.name}`;
      passed.set(name, [...(passed.get(name) ?? []), { language, way: wayOf(ran), one }]);
    }
  }
  return [...passed].flatMap(([name, ways]) => {
    const [first] = ways;
    const other = ways.filter(({ way }) => !isDeepStrictEqual(way, first?.way));
    if (!first || other.length === 0) return [];
    const shown = [first, ...other];
    return [{ name, languages: shown.map(({ language }) => language), ways: shown.map(({ way }) => printJson(way)) }];
  });
}

/** What happened, without what is nobody's business. */
export function wayOf({ answer, recorded }: Observed): unknown {
  const { headers: _, error, ...known } = answer;
  // Of a stream over several responses, whose status it is goes without a rule; that there is one does not.
  const rest = known.items ? { ...known, status: typeof known.status, attempts: typeof known.attempts } : known;
  // Words are each language's own; a body is judged where the document declares it, and kept as each likes where not.
  const { message: __, body: ___, request_id, ...named } = error ?? {};
  const told = { ...named, request_id: request_id ?? null };
  const said = { ...rest, ...(error ? { error: present(told) } : {}) };
  return { requests: recorded.map(requestOf), answer: recorded.length === 0 ? { ...said, attempts: 0 } : said };
}

/** What is null is what is not there; a long wait, until a date, depends on when it is told. */
const present = (members: object): object =>
  Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, name === 'retry_after' && value > 100 ? Math.round(value / 10) * 10 : value]),
  );

/** Nobody asks for a media type, or keeps what comes, where it is a connection; some libraries say so. */
const OF_UPGRADES = new Set(['accept', 'cache-control', 'pragma']);

const isUpgradeHeader = ([name]: readonly [name: string, value: string]): boolean => name.toLowerCase() === 'upgrade';

function requestOf({ method, target, headers, host }: Recorded): unknown {
  const all = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const kept = all.filter(([name]) => !OWN.has(name) && !(OF_UPGRADES.has(name) && all.some(isUpgradeHeader)));
  const lines = kept.map(([name, value]) => `${name}: ${inOrder(name, value.replace(/boundary=[^;]+/, 'boundary=…'))}`);
  // The order of query parameters means nothing.
  return { method, target: target.split(/[?&]/).sort(), host, headers: lines.sort() };
}

const inOrder = (name: string, value: string): string =>
  name === 'cookie' ? value.split('; ').sort().join('; ') : value;
