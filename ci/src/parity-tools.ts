// What the tools of vectorscale-mcp are, and do on the wire, operation by operation, against the scoring server:
// `node ci/src/parity-tools.ts [--spec FILE] [--out FILE]`. Without --out it goes to dist/parity/tools.json. It judges nothing:
// `nx run parity` does, with the SDKs beside it.

import { parseArgs } from 'node:util';
import { gather, toolsFile, writeEvidence } from './parity/tools/evidence.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { spec: text, out: text } });
try {
  const evidence = await gather(values.spec);
  const failed = evidence.results.filter(({ findings }) => findings.length > 0).length;
  await writeEvidence(values.out ?? toolsFile(), evidence);
  process.stdout.write(`mcp: ${evidence.tools.length} tools, ${evidence.results.length} cases, ${failed} failed\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
