import { readFile } from 'node:fs/promises';
import type { Surface } from '@sdkgen/codegen';
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
import { wireFindings, wireSiblings } from './wire.ts';

export interface Checked {
  readonly report: Report;
  readonly evidence: readonly Evidence[];
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
  const found: Finding[] = [
    ...evidence.flatMap(({ language, surface, wire }) => [
      ...surfaceFindings(promised, language, surface),
      ...wireFindings(language.id, wire),
    ]),
    ...wantOfEvidence(api, contract, evidence),
    ...compareSiblings(api, evidence),
    ...wireSiblings(new Map(evidence.map(({ language, wire }) => [language.id, wire]))),
  ];
  const today = new Date().toISOString().slice(0, 10);
  const known = (await readExceptions(exceptions)).filter(({ language }) => languages?.includes(language) ?? true);
  const { findings, excepted, stale } = except(found, known, today);
  const matrix = matrixOf(api, contract, evidence, findings, excepted);
  const cases = Object.fromEntries(evidence.map(({ language, wire }) => [language.id, wire.results.length]));
  const report = { isRight: isRight(findings, stale, matrix), matrix, findings, excepted, stale, cases };
  return { report, evidence };
}
