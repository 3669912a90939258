// What rendering costs, beside a peer on the same document and machine, in one run. `nx run bench` runs it; no test does.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { largeDocuments } from './bench/documents.ts';
import { peerRows } from './bench/openapi-generator.ts';
import { ourRows } from './bench/ours.ts';
import { asPage } from './bench/page.ts';
import { asText, loadNow, makeReport } from './bench/report.ts';
import { inRoot } from './paths.ts';
import { PINNED } from './sdkgen.ts';

const work = await mkdtemp(join(tmpdir(), 'bench-'));
try {
  const bytes = await readFile(PINNED);
  const { operations } = await readApi(bytes, await readRuntime());
  const document = { operations: operations.length, bytes: bytes.length };
  const load = loadNow();
  const report = makeReport(await ourRows(work), await peerRows(work), await largeDocuments(work), document, load);
  const folder = inRoot('dist', 'bench');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(folder, 'index.html'), asPage(report));
  process.stdout.write(`${asText(report)}\ndist/bench/index.html, dist/bench/report.json\n`);
} finally {
  await rm(work, { recursive: true, force: true });
}
