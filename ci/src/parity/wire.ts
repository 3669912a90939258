import type { Finding } from './finding.ts';
import type { CaseResult, WireResults } from './results.ts';

const TYPED = ['typed request', 'typed response'];

/** What cases found, as findings of the matrix. */
export function wireFindings(language: string, { drift, results }: WireResults): Finding[] {
  const drifted = drift.map(
    (path): Finding => ({
      check: 'drift',
      language,
      operation: null,
      features: [],
      what: `sdks/${language}/${path}`,
      expected: 'what its template renders: edit that, and run npx nx run generate',
      got: 'something else',
    }),
  );
  return [...drifted, ...results.flatMap((result) => findingsOf(language, result))];
}

function findingsOf(language: string, { findings, fixture, feature, operation, name }: CaseResult): Finding[] {
  return findings.map(({ what, expected, got }) => ({
    check: fixture === 'server' ? ('server' as const) : ('wire' as const),
    language,
    operation,
    features: fixture === 'behaviour' ? [feature] : TYPED,
    what: `${fixture} › ${name} › ${what}`,
    expected,
    got,
  }));
}

/** Cases that every language passes, one of them in a way of its own. */
export function wireSiblings(all: ReadonlyMap<string, WireResults>): Finding[] {
  const ways = new Map<string, { language: string; one: CaseResult }[]>();
  for (const [language, { results }] of all) {
    for (const one of results.filter(({ way }) => way !== null)) {
      const key = `${one.fixture} › ${one.name}`;
      ways.set(key, [...(ways.get(key) ?? []), { language, one }]);
    }
  }
  return [...ways].flatMap(([what, seen]) => {
    const groups = [...Map.groupBy(seen, ({ one }) => one.way)].toSorted(([, a], [, b]) => b.length - a.length);
    const [most, ...others] = groups;
    return others.flatMap(([way, languages]) =>
      languages.map(
        ({ language, one }): Finding => ({
          check: 'siblings',
          language,
          operation: one.operation,
          features: one.fixture === 'behaviour' ? [one.feature] : TYPED,
          what,
          expected: firstDifference(most?.[0] ?? '', way ?? ''),
          got: firstDifference(way ?? '', most?.[0] ?? ''),
        }),
      ),
    );
  });
}

/** The place where two texts part, with what comes before it. */
function firstDifference(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  return text.slice(Math.max(0, at - 60), at + 160);
}
