import { runCases, type Scored, type Suite, shardsOf } from '@vectorscaledb/conformance';
import { progress } from '../run/progress.ts';
import { disagreements } from './agree.ts';
import { type Built, build, driverEnvironment, render } from './build.ts';

export const NO_DRIVER = 'a driver';

/** Everything of one language, in the order of suites and cases. */
export interface LanguageScore {
  readonly language: string;
  readonly scored: readonly (Scored & { readonly suite: string })[];
}

/** All suites through the drivers of all languages, languages side by side. */
export async function score(suites: readonly Suite[], languages: readonly string[]): Promise<LanguageScore[]> {
  const rendered = new Map<string, Map<string, Built>>();
  for (const suite of suites) {
    progress(`rendering ${suite.name}`);
    rendered.set(suite.name, await render(suite, languages));
  }
  return Promise.all(
    languages.map(async (language) => {
      const scored: LanguageScore['scored'][number][] = [];
      for (const suite of suites) {
        progress(`${language}: ${suite.name}`);
        const built = await build(rendered.get(suite.name)?.get(language) ?? { missing: 'not rendered' });
        scored.push(...(await scoreSuite(suite, built)).map((one) => ({ ...one, suite: suite.name })));
      }
      return { language, scored };
    }),
  );
}

/** No case fails in any language, and no two languages pass one differently. */
export const isRight = (scores: readonly LanguageScore[]): boolean =>
  scores.every(({ scored }) => scored.every(({ findings }) => findings.length === 0)) &&
  disagreements(scores).length === 0;

export async function scoreSuite(
  suite: Suite,
  built: Built,
  more: Readonly<Record<string, string>> = {},
): Promise<Scored[]> {
  if ('program' in built) {
    const { program } = built;
    const shards = await Promise.all(
      shardsOf(suite.cases).map(async (shard) => {
        const cases = shard.map(([, one]) => one);
        const scored = await runCases(cases, program, driverEnvironment(more));
        return scored.map((one, n): readonly [number, Scored] => [shard[n]?.[0] ?? suite.cases.length, one]);
      }),
    );
    const inOrder = shards.flat().toSorted(([a], [b]) => a - b);
    return inOrder.map(([, one]) => one);
  }
  const finding = { what: NO_DRIVER, expected: 'one', got: built.missing };
  return suite.cases.map((one) => ({ one, findings: [finding], ran: null }));
}
