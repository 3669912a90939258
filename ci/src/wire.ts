// What SDKs put on the wire and make of answers, by the cases of spec/fixtures, in all languages side by side.
//
//   node ci/src/wire.ts                        everything; also writes packages/conformance/features.json
//   node ci/src/wire.ts --lang go,node         some languages
//   node ci/src/wire.ts --only query,bodies    fixtures whose names begin so (their document alone is built: quick)
//
// SDKs, drivers and the composed documents lie below dist/wire/<suite>/; run a driver there by hand to try a line.
// A case is in spec/fixtures/<fixture>.cases.yaml; expectations come from OpenAPI and the RFCs, never from our output.
import { parseArgs } from 'node:util';
import { compose, contractFixture, readFixtures } from '@vectorscaledb/conformance';
import { languageIds } from '@vectorscaledb/sdkgen';
import { score } from './wire/score.ts';
import { asText } from './wire/table.ts';

async function main(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: { lang: { type: 'string' }, only: { type: 'string' } },
  });
  const languages = values.lang?.split(',') ?? languageIds;
  const prefixes = values.only?.split(',');
  const fixtures = [...readFixtures(), contractFixture()].filter(
    ({ name }) => prefixes?.some((prefix) => name.startsWith(prefix)) ?? true,
  );
  const suites = compose(fixtures).map((suite) => (prefixes ? { ...suite, name: `only-${suite.name}` } : suite));
  const scores = await score(suites, languages);
  process.stdout.write(asText(scores));
  return scores.every(({ scored }) => scored.every(({ findings }) => findings.length === 0));
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
