// The contract's cases through the Node SDK on other platforms that run JavaScript: `node ci/src/runtimes.ts --only bun`. They come from
// npm, as packages with binaries. Prints which cases differ from Node.js; ends with 1 where one does that no platform's WebSocket explains.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from './paths.ts';
import { run } from './run/process.ts';
import { build, folderOf, render } from './wire/build.ts';
import { scoreSuite } from './wire/score.ts';
import { someSuites } from './wire/suites.ts';

/** Platforms, their package, the program in it, and how it runs a file. */
const PLATFORMS = [
  {
    name: 'deno',
    version: '2.9.6',
    from: ['@deno', 'linux-x64-glibc', 'deno'],
    args: ['run', '--quiet', '--allow-all'],
  },
  { name: 'bun', version: '1.4.5', from: ['@oven', 'bun-linux-x64', 'bin', 'bun'], args: ['run'] },
] as const;
const SUITES = ['contract', 'websocket'];
const MINUTES = 60;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const tools = inRoot('.toolchain', 'runtimes');
await mkdir(tools, { recursive: true });
const wanted = PLATFORMS.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
const packages = wanted.map(({ name, version }) => `${name}@${version}`);
// Without their scripts: the binaries are packages of their own.
const install = [
  'npm',
  'install',
  '--prefix',
  tools,
  '--no-save',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  ...packages,
];
const installed = await run({ argv: install, cwd: tools, timeoutSeconds: 10 * MINUTES });
if (!installed.ok) throw new Error(installed.output);

let different = 0;
for (const suite of someSuites(SUITES)) {
  const node = await build((await render(suite, ['node'])).get('node') ?? { missing: 'not rendered' });
  if ('missing' in node) throw new Error(node.missing);
  const main = join(folderOf(suite.name), 'node', 'driver', 'build', 'driver', 'main.js');
  for (const { name, from, args } of wanted) {
    const program = join(tools, `${name}.sh`);
    const binary = join(tools, 'node_modules', ...from);
    await writeFile(program, `#!/bin/sh\nexec "${binary}" ${args.join(' ')} "${main}"\n`);
    await chmod(program, 0o755);
    const scored = await scoreSuite(suite, { program });
    const failed = scored.filter(({ findings }) => findings.length > 0);
    // Other platforms than Node.js tell nothing of a refused upgrade, and say goodbye in their own time.
    const ours = failed.filter(({ one }) => one.fixture !== 'websocket');
    different += ours.length;
    process.stdout.write(
      `${name}: ${scored.length - failed.length} of ${scored.length} of ${suite.name}; ${ours.length} of the others fail\n`,
    );
    for (const { one, findings } of failed) {
      const [first] = findings;
      process.stdout.write(
        `  ${one.fixture} › ${one.name}: ${first?.what}: ${first?.expected}, got ${first?.got.slice(0, 160)}\n`,
      );
    }
  }
}
process.exitCode = different > 0 ? 1 : 0;
