// What rendering costs, beside a peer on the same document and machine, in one run: `nx run bench`. What calls cost, beside the bare
// transport and others: `nx run bench -- calls`, or some languages of it: `-- calls python,go`. No test runs either.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { benchCalls } from './bench/calls.ts';
import { largeDocuments } from './bench/documents.ts';
import { peerRows } from './bench/openapi-generator.ts';
import { ourRows } from './bench/ours.ts';
import { asPage } from './bench/page.ts';
import { asText, loadNow, makeReport, pageOf, tables } from './bench/report.ts';
import { inRoot } from './paths.ts';
import { PINNED } from './sdkgen.ts';

async function benchRendering(): Promise<string> {
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
    await writeFile(join(folder, 'index.html'), asPage(pageOf(report)));
    return `${asText(tables(report))}\ndist/bench/index.html, dist/bench/report.json\n`;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const [what, languages] = process.argv.slice(2);
const text = what === 'calls' ? await benchCalls(languages?.split(',') ?? []) : await benchRendering();
process.stdout.write(text);
