import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { corpusDocuments, fetched } from '../documents/corpus.ts';
import { JAR, whyMissing } from '../openapi-generator.ts';
import { inRoot, root } from '../paths.ts';
import { run } from '../run/process.ts';
import { SDKGEN } from '../sdkgen.ts';
import { linesIn } from '../stage.ts';
import { type Cost, measure, sum } from './measure.ts';
import { type Ratio, ratio } from './ratio.ts';
import { type Row, row } from './row.ts';

/** Large documents: one of 3.1 with every kind of body, one of more than a thousand operations. */
const DOCUMENTS = ['openai', 'github'];
const HEY_API = '0.99.0';
const OPENAPI_PYTHON_CLIENT = '0.29.1';
const PEERS = inRoot('.toolchain', 'peers');
const OURS = 'sdkgen';
const GENERATORS = ['python', 'rust', 'typescript-fetch', 'go'];

export interface LargeDocument {
  readonly document: string;
  readonly operations: number;
  /** Each peer's one or four languages over our four. */
  readonly ratios: readonly Ratio[];
  readonly rows: readonly Row[];
}

/** What rendering large documents costs, ours in four languages beside peers in one or four. */
export async function largeDocuments(work: string): Promise<LargeDocument[]> {
  const corpus = (await corpusDocuments()).filter(({ id }) => DOCUMENTS.includes(id));
  const reports: LargeDocument[] = [];
  for (const one of corpus) {
    const document = await fetched(one);
    const into = (): Promise<string> => mkdtemp(join(work, 'large-'));
    const rows: Row[] = [];
    for (const [name, what, cost] of measures(document, into)) {
      rows.push(await row(name, what, 1, cost));
      process.stderr.write(`${one.id}: ${name} measured\n`);
    }
    const { operations } = await readApi(await readFile(document), await readRuntime());
    const peers = rows.filter(({ name }) => !name.startsWith(OURS)).map(({ name }) => name);
    reports.push({
      document: one.id,
      operations: operations.filter(({ alternative }) => alternative === null).length,
      ratios: peers.map((name) => ratio(name, rows, name, rows, OURS)),
      rows,
    });
  }
  return reports;
}

type Measure = readonly [name: string, what: string, cost: () => Promise<Cost>];

function measures(document: string, into: () => Promise<string>): Measure[] {
  return [
    [OURS, 'four languages, nothing rendered yet', async () => ours(document, await into())],
    [`${OURS}, edit`, 'four languages, one description edited since', async () => afterEdit(document, await into())],
    ['openapi-generator', 'four languages, one after the other', () => openapiGenerator(document, into)],
    ['@hey-api/openapi-ts', `TypeScript alone, ${HEY_API}`, async () => heyApi(document, await into())],
    [
      'openapi-python-client',
      `Python alone, ${OPENAPI_PYTHON_CLIENT}`,
      async () => pythonClient(document, await into()),
    ],
  ];
}

/** With the lines it wrote, so that cost can be held against what it bought. */
async function costing(argv: readonly string[], cwd: string, out: string): Promise<Cost> {
  const cost = await measure(argv, cwd, {});
  return { ...cost, lines: await linesIn(out) };
}

function ours(document: string, out: string): Promise<Cost> {
  return costing([process.execPath, SDKGEN, 'generate', '--spec', document, '--out', out], out, out);
}

/** What a second run costs once one description in the middle of the document is another. */
async function afterEdit(document: string, out: string): Promise<Cost> {
  const text = await readFile(document, 'utf8');
  const starts = [...text.matchAll(/\bdescription"?: ["']?(?=[A-Za-z])/g)].map(
    (match) => match.index + match[0].length,
  );
  const at = starts[Math.floor(starts.length / 2)] ?? text.length;
  const edited = join(out, `document${extname(document)}`);
  const sdks = join(out, 'sdks');
  await mkdir(sdks);
  await writeFile(edited, text);
  await ours(edited, sdks);
  await writeFile(edited, `${text.slice(0, at)}Edited: ${text.slice(at)}`);
  return ours(edited, sdks);
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
