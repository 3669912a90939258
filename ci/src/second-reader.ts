// Another reader of the same document, openapi-generator, must find the operations, models, fields and what is required that ours
// finds, and its client must put the requests on the wire that ours put: `nx run second-reader [-- --spec FILE]`. Without a document it
// takes the pinned one, and on the wire every fixture. Ends with 1 where they differ and no reason is known.
import { parseArgs } from 'node:util';
import { whyMissing } from './openapi-generator.ts';
import { PINNED } from './sdkgen.ts';
import { compareInventories } from './second-reader/inventory.ts';
import { isExplained, onTheWire, staleReasons, wireText } from './second-reader/wire.ts';
import { allSuites, nameOf, suiteOf } from './wire/suites.ts';

const { values } = parseArgs({ options: { spec: { type: 'string' } } });
const missing = await whyMissing();
if (missing) {
  process.stderr.write(`the second reader cannot run: ${missing}\n`);
  process.exitCode = 2;
} else {
  const inventories = await compareInventories(values.spec ?? PINNED);
  process.stdout.write(inventories.text);
  const compared = await onTheWire(values.spec ? [await suiteOf(nameOf(values.spec), values.spec)] : await allSuites());
  process.stdout.write(wireText(compared));
  const stale = values.spec ? [] : staleReasons(compared);
  for (const words of stale) process.stdout.write(`explains nothing any more: ${words}\n`);
  if (!inventories.isRight || !isExplained(compared) || stale.length > 0) process.exitCode = 1;
}
