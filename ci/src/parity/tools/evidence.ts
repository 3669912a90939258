import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseJson, printJson, runCases } from '@vectorscaledb/conformance';
import { environment, inRoot } from '../../paths.ts';
import { paritySuite } from '../cases.ts';
import { readPromised } from '../document.ts';
import { type CaseResult, resultOf } from '../results.ts';
import { toolCases } from './cases.ts';
import { type ListedTool, ToolServer } from './server.ts';

/** The tools as they were listed, and what became of cases through them. */
export interface ToolEvidence {
  readonly tools: readonly ListedTool[];
  readonly results: readonly CaseResult[];
}

const DRIVER = inRoot('ci', 'src', 'parity', 'tools', 'driver.ts');
/** Listing needs no instance to be there. */
const NOWHERE = 'http://127.0.0.1:9';

export async function gather(spec?: string): Promise<ToolEvidence> {
  const { api } = await readPromised(spec);
  const cases = toolCases(api, (await paritySuite(spec)).cases);
  const server = await ToolServer.start(NOWHERE, '');
  const { tools } = server;
  server.close();
  const scored = await runCases(cases, DRIVER, environment({}));
  return { tools, results: scored.map((one) => resultOf(one, null)) };
}

export const toolsFile = (): string => inRoot('dist', 'parity', 'tools.json');

export async function writeEvidence(file: string, evidence: ToolEvidence): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${printJson(evidence)}\n`);
}

export async function readEvidence(file = toolsFile()): Promise<ToolEvidence> {
  return parseJson(await readFile(file, 'utf8')) as unknown as ToolEvidence;
}
