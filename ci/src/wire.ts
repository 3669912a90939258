// What SDKs put on the wire and make of answers, in all languages side by side.
//
//   node ci/src/wire.ts                        everything; also writes packages/conformance/features.json
//   node ci/src/wire.ts --lang go,node         some languages
//   node ci/src/wire.ts --only query,bodies    fixtures whose names begin so (their document alone is built: quick)
//   node ci/src/wire.ts --spec FILE            any OpenAPI document in JSON, by cases made of it
//
// SDKs, drivers and documents lie below dist/wire/<suite>/; run a driver there by hand to try a line. A case is in
// spec/fixtures/<fixture>.cases.yaml, one of the runtime contract in packages/conformance/src/contract; `generated` ones are
// made of the document by packages/conformance/src/cases. Expectations come from OpenAPI and the RFCs, never from our output.

import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { FEATURES_FILE, featuresOf, printFeatures } from '@vectorscaledb/conformance';
import { languageIds } from '@vectorscaledb/sdkgen';
import { isRight, score } from './wire/score.ts';
import { allSuites, nameOf, someSuites, suiteOf } from './wire/suites.ts';
import { asText } from './wire/table.ts';

async function main(argv: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...argv],
    options: { lang: { type: 'string' }, only: { type: 'string' }, spec: { type: 'string' } },
  });
  const languages = values.lang?.split(',') ?? languageIds;
  const suites = values.spec
    ? [await suiteOf(nameOf(values.spec), values.spec)]
    : values.only
      ? someSuites(values.only.split(','))
      : await allSuites();
  const scores = await score(suites, languages);
  process.stdout.write(asText(scores));
  const isWhole = !values.lang && !values.only && !values.spec;
  if (isWhole) await writeFile(FEATURES_FILE, printFeatures(featuresOf(scores)));
  return isRight(scores);
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
