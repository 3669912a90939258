import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Evidence } from './matrix.ts';
import { detailsOf } from './page/details.ts';
import { html } from './page/html.ts';
import type { Report } from './report.ts';
import type { ToolEvidence } from './tools/evidence.ts';

/** The report as one page that needs nothing else: no network, no other file. */
export async function writePage(
  path: string,
  report: Report,
  evidence: readonly Evidence[],
  tools: ToolEvidence | null,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, html(report, detailsOf(report, evidence, tools)));
}
