import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { JAR, whyMissing } from '../../openapi-generator.ts';
import { inRoot } from '../../paths.ts';
import { pythonWith } from '../../run/pip.ts';
import { run } from '../../run/process.ts';
import { PINNED } from '../../sdkgen.ts';

/** Figures by what was measured, or why there are none. */
export type Figures = { readonly [row: string]: number } | { readonly notMeasured: string };

/** URLs of a server that only answers and of one that keeps what it gets, and files of gzipped batches: short numbers, and long. */
export type Given = readonly [bare: string, store: string, batch: string, embeddings: string];

export interface Lane {
  readonly name: string;
  /** In a folder of its own. */
  figures(given: Given, work: string): Promise<Figures>;
}

const HERE = inRoot('ci', 'src', 'bench', 'calls');
const MINUTES = 60;

/** Some programs are written for a machine's own tools; what they say last is their figures. */
async function figuresOf(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Figures> {
  const { ok, output } = await run({ argv, cwd, env, timeoutSeconds: 30 * MINUTES });
  if (!ok) throw new Error(output.trim().split('\n').slice(-5).join('; '));
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}

async function must(argv: readonly string[], cwd: string): Promise<void> {
  const { ok, output } = await run({ argv, cwd, timeoutSeconds: 30 * MINUTES });
  if (!ok) throw new Error(output.trim().slice(-500));
}

/** The client a peer makes of the same document; null where it cannot be had. */
async function peerClient(work: string, generator: string): Promise<string | null> {
  if ((await whyMissing()) !== null) return null;
  const out = join(work, 'openapi-generator');
  await must(['java', '-jar', JAR, 'generate', '-i', PINNED, '-g', generator, '-o', out], work);
  return out;
}

/** A folder with the language's program, a copy of its SDK in `sdk`, and the peer's client beside it. */
async function prepared(work: string, language: string, generator: string): Promise<{ folder: string; peer: string }> {
  const folder = join(work, language);
  await cp(join(HERE, language), folder, { recursive: true });
  await cp(inRoot('sdks', language), join(folder, 'sdk'), { recursive: true });
  const peer = await peerClient(folder, generator);
  if (peer === null) throw new Error("a peer's client needs Java");
  return { folder, peer };
}

const python: Lane = {
  name: 'Python',
  async figures(given, work) {
    const program = await pythonWith('bench', join(HERE, 'python', 'requirements.txt'));
    const peer = await peerClient(work, 'python');
    const path = [inRoot('sdks', 'python', 'src'), ...(peer ? [peer] : [])].join(':');
    // Imports are measured as users have them: compiled once.
    const env = { PYTHONPATH: path, PYTHONPYCACHEPREFIX: work, PYTHONDONTWRITEBYTECODE: '' };
    return figuresOf([program, join(HERE, 'python', 'program.py'), ...given], work, env);
  },
};

const node: Lane = {
  name: 'Node',
  async figures(given, work) {
    const { folder, peer } = await prepared(work, 'node', 'typescript-fetch');
    await must(['npm', 'install', '--silent', '--no-audit', '--no-fund'], folder);
    const client = join(folder, 'sdk');
    await symlink(inRoot('node_modules'), join(client, 'node_modules'));
    await must([process.execPath, 'build.mjs'], client);
    const generated = join(peer, 'index.mjs');
    await build({ entryPoints: [join(peer, 'index.ts')], outfile: generated, bundle: true, format: 'esm' });
    const calls = await figuresOf([process.execPath, 'program.mjs', ...given, client, generated], folder);
    const index = JSON.stringify(join(client, 'dist', 'esm', 'index.js'));
    return {
      ...calls,
      'bytes, minified and gzipped | an app that calls temporalKnn': await bundled(
        `import { connect, temporalKnn } from ${index};\nconsole.log(await temporalKnn(connect(), { queryVector: [1] }));`,
      ),
      'bytes, minified and gzipped | the whole client': await bundled(
        `import { VectorScaleClient } from ${index};\nconsole.log(new VectorScaleClient());`,
      ),
      'bytes, minified and gzipped | openapi-generator, the whole client': await bundled(
        `import * as client from ${JSON.stringify(generated)};\nconsole.log(client);`,
      ),
      'dependencies | ours': 0,
    };
  },
};

async function bundled(contents: string): Promise<number> {
  const made = await build({
    stdin: { contents, resolveDir: inRoot() },
    ...{ bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022', write: false },
    logLevel: 'silent',
  });
  return gzipSync(made.outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

const go: Lane = {
  name: 'Go',
  async figures(given, work) {
    const { folder } = await prepared(work, 'go', 'go');
    await must(['go', 'mod', 'tidy'], folder);
    return figuresOf(['go', 'run', '.', ...given], folder);
  },
};

const rust: Lane = {
  name: 'Rust',
  async figures(given, work) {
    const { folder } = await prepared(work, 'rust', 'rust');
    const env = { CARGO_TARGET_DIR: inRoot('dist', 'rust', 'bench') };
    return figuresOf(['cargo', 'run', '--quiet', '--release', '--', ...given], folder, env);
  },
};

/** What each language's SDK costs its users, beside what they would use without it. */
export const LANES: readonly Lane[] = [python, node, go, rust];
