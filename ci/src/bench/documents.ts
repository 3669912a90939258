import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { corpusDocuments, fetched } from '../documents/corpus.ts';
import { JAR, whyMissing } from '../openapi-generator.ts';
import { inRoot, root } from '../paths.ts';
import { run } from '../run/process.ts';
import { SDKGEN } from '../sdkgen.ts';
import { linesIn } from '../stage.ts';
import { type Cost, measure, sum } from './measure.ts';
import { type Row, row } from './row.ts';

/** Large documents: one of 3.1 with every kind of body, one of more than a thousand operations. */
const DOCUMENTS = ['openai', 'github'];
const HEY_API = '0.99.0';
const OPENAPI_PYTHON_CLIENT = '0.29.1';
const PEERS = inRoot('.toolchain', 'peers');
const GENERATORS = ['python', 'rust', 'typescript-fetch', 'go'];

export interface LargeDocument {
  readonly document: string;
  readonly rows: readonly Row[];
}

/** What rendering large documents costs, ours in four languages beside peers in one or four. */
export async function largeDocuments(work: string): Promise<LargeDocument[]> {
  const corpus = (await corpusDocuments()).filter(({ id }) => DOCUMENTS.includes(id));
  const reports: LargeDocument[] = [];
  for (const one of corpus) {
    const document = await fetched(one);
    const into = (): Promise<string> => mkdtemp(join(work, 'large-'));
    const rows = [
      await row('sdkgen', 'four languages, nothing rendered yet', 1, async () => ours(document, await into())),
      await row('openapi-generator', 'four languages, one after the other', 1, () => openapiGenerator(document, into)),
      await row('@hey-api/openapi-ts', `TypeScript alone, ${HEY_API}`, 1, async () => heyApi(document, await into())),
      await row('openapi-python-client', `Python alone, ${OPENAPI_PYTHON_CLIENT}`, 1, async () =>
        pythonClient(document, await into()),
      ),
    ];
    reports.push({ document: one.id, rows });
  }
  return reports;
}

/** With the lines it wrote, so that cost can be held against what it bought. */
async function costing(argv: readonly string[], cwd: string, out: string): Promise<Cost> {
  const cost = await measure(argv, cwd, {});
  return { ...cost, lines: await linesIn(out) };
}

function ours(document: string, out: string): Promise<Cost> {
  return costing([process.execPath, SDKGEN, 'generate', '--spec', document, '--out', out], out, out);
}

async function openapiGenerator(document: string, into: () => Promise<string>): Promise<Cost> {
  const missing = await whyMissing();
  if (missing) throw new Error(missing);
  const costs: Cost[] = [];
  for (const generator of GENERATORS) {
    const out = await into();
    const argv = ['java', '-jar', JAR, 'generate', '-i', document, '-g', generator, '-o', out, '--skip-validate-spec'];
    costs.push(await costing(argv, out, out));
  }
  return sum(costs);
}

async function heyApi(document: string, out: string): Promise<Cost> {
  const argv = [
    'npm',
    'install',
    '--no-save',
    '--silent',
    '--prefix',
    PEERS,
    `@hey-api/openapi-ts@${HEY_API}`,
    'typescript@5',
  ];
  await installed(argv);
  const bin = join(PEERS, 'node_modules', '.bin', 'openapi-ts');
  return costing([bin, '-i', document, '-o', out, '--silent'], out, out);
}

async function pythonClient(document: string, out: string): Promise<Cost> {
  const venv = join(PEERS, 'python');
  await installed(['python3', '-m', 'venv', venv]);
  await installed([join(venv, 'bin', 'pip'), 'install', '--quiet', `openapi-python-client==${OPENAPI_PYTHON_CLIENT}`]);
  const program = join(venv, 'bin', 'openapi-python-client');
  const target = join(out, 'client');
  // It formats with ruff, which stands beside it.
  return costing(
    [
      'env',
      `PATH=${join(venv, 'bin')}:${process.env.PATH}`,
      program,
      'generate',
      '--path',
      document,
      '--output-path',
      target,
    ],
    out,
    out,
  );
}

async function installed(argv: readonly string[]): Promise<void> {
  const { ok, output } = await run({ argv, cwd: root });
  if (!ok) throw new Error(`cannot install it: ${output.trim().split('\n').at(-1)}`);
}
