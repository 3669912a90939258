import { readFile } from 'node:fs/promises';
import type { Surface } from '@sdkgen/codegen';
import type { Api } from '@sdkgen/ir';
import { loadLanguages } from '@vectorscaledb/sdkgen';
import { PINNED } from '../sdkgen.ts';
import { surfaceFile } from '../surface/extract.ts';
import { readPromised } from './document.ts';
import { EXCEPTIONS_FILE, except, readExceptions } from './exceptions.ts';
import type { Finding } from './finding.ts';
import { type Evidence, matrixOf, wantOfEvidence } from './matrix.ts';
import { isRight, type Report } from './report.ts';
import { readResults, wireFile } from './results.ts';
import { compareSiblings } from './siblings.ts';
import { surfaceFindings } from './surface.ts';
import { wantOfCases, withTools } from './tools/column.ts';
import { compareTools, MCP } from './tools/compare.ts';
import { readEvidence, type ToolEvidence } from './tools/evidence.ts';
import { wireFindings, wireSiblings } from './wire.ts';

export interface Checked {
  readonly report: Report;
  readonly evidence: readonly Evidence[];
  /** Null where some languages alone were asked for. */
  readonly tools: ToolEvidence | null;
}

/** Puts together what was read of the built packages and seen of their drivers; builds and runs nothing. */
export async function check(
  spec = PINNED,
  exceptions = EXCEPTIONS_FILE,
  languages?: readonly string[],
): Promise<Checked> {
  const promised = await readPromised(spec);
  const { api, contract } = promised;
  const evidence: Evidence[] = await Promise.all(
    (await loadLanguages(languages)).map(async (language) => ({
      language,
      surface: JSON.parse(await readFile(surfaceFile(language.id), 'utf8')) as Surface,
      wire: await readResults(wireFile(language.id)),
    })),
  );
  const tools = languages ? null : await readEvidence();
  const found: Finding[] = [
    ...evidence.flatMap(({ language, surface, wire }) => [
      ...surfaceFindings(promised, language, surface),
      ...wireFindings(language.id, wire),
    ]),
    ...wantOfEvidence(api, contract, evidence),
    ...compareSiblings(api, evidence),
    ...(tools ? toolFindings(api, tools) : []),
    ...wireSiblings(new Map(evidence.map(({ language, wire }) => [language.id, wire]))),
  ];
  const today = new Date().toISOString().slice(0, 10);
  const known = (await readExceptions(exceptions)).filter(({ language }) => languages?.includes(language) ?? true);
  const { findings, excepted, stale } = except(found, known, today);
  const sdks = matrixOf(api, contract, evidence, findings, excepted);
  const matrix = tools ? withTools(sdks, api, tools, findings, excepted) : sdks;
  const ran = evidence.map(({ language, wire }) => [language.id, wire.results.length] as const);
  const cases = Object.fromEntries(tools ? [...ran, [MCP, tools.results.length]] : ran);
  const report = { isRight: isRight(findings, stale, matrix), matrix, findings, excepted, stale, cases };
  return { report, evidence, tools };
}

const toolFindings = (api: Api, tools: ToolEvidence): Finding[] => [
  ...compareTools(api, tools.tools),
  ...wireFindings(MCP, { drift: [], results: tools.results }),
  ...wantOfCases(api, tools),
];
