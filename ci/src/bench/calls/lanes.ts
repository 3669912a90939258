import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
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

export interface Lane {
  readonly name: string;
  /** Against the server at this URL, in a folder of its own. */
  figures(url: string, work: string): Promise<Figures>;
}

const HERE = inRoot('ci', 'src', 'bench', 'calls');
const sdk = (language: string): string => inRoot('sdks', language);
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

/** The client a peer makes of the same document; nothing where it cannot be had. */
async function peerClient(work: string): Promise<string[]> {
  if ((await whyMissing()) !== null) return [];
  const out = join(work, 'openapi-generator');
  await must(['java', '-jar', JAR, 'generate', '-i', PINNED, '-g', 'python', '-o', out], work);
  return [out];
}

const python: Lane = {
  name: 'Python',
  async figures(url, work) {
    const program = await pythonWith('load', inRoot('ci', 'src', 'load', 'requirements.txt'));
    const path = [join(sdk('python'), 'src'), ...(await peerClient(work))].join(':');
    return figuresOf([program, join(HERE, 'program.py'), url], work, { PYTHONPATH: path, PYTHONPYCACHEPREFIX: work });
  },
};

const node: Lane = {
  name: 'Node',
  async figures(url, work) {
    const folder = join(work, 'node');
    await cp(sdk('node'), folder, { recursive: true });
    await symlink(inRoot('node_modules'), join(folder, 'node_modules'));
    await must([process.execPath, 'build.mjs'], folder);
    const calls = await figuresOf([process.execPath, join(HERE, 'program.mjs'), url, folder], work);
    const index = JSON.stringify(join(folder, 'dist', 'esm', 'index.js'));
    return {
      ...calls,
      'bytes, minified and gzipped | an app that calls temporalKnn': await bundled(
        `import { connect, temporalKnn } from ${index};\nconsole.log(await temporalKnn(connect(), { queryVector: [1] }));`,
      ),
      'bytes, minified and gzipped | the whole client': await bundled(
        `import { VectorScaleClient } from ${index};\nconsole.log(new VectorScaleClient());`,
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
  async figures(url, work) {
    const folder = join(work, 'go');
    await cp(sdk('go'), folder, { recursive: true });
    await mkdir(join(folder, 'bench'));
    await cp(join(HERE, 'program.go'), join(folder, 'bench', 'main.go'));
    return figuresOf(['go', 'run', './bench', url], folder);
  },
};

const rust: Lane = {
  name: 'Rust',
  async figures(url, work) {
    const folder = join(work, 'rust');
    await cp(sdk('rust'), folder, { recursive: true });
    const program = await readFile(join(HERE, 'program.rs'), 'utf8');
    await writeFile(join(folder, 'examples', 'bench.rs'), program);
    const env = { CARGO_TARGET_DIR: inRoot('dist', 'rust', 'bench') };
    return figuresOf(
      ['cargo', 'run', '--quiet', '--release', '--locked', '--example', 'bench', '--', url],
      folder,
      env,
    );
  },
};

/** What each language's SDK costs its users, beside what they would use without it. */
export const LANES: readonly Lane[] = [python, node, go, rust];
