// Compiles the SDK and the driver into `build/` unless that was done for these very files, then runs the driver.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = new URL('./', import.meta.url);
const root = fileURLToPath(new URL('../', here));
const stamp = new URL('build/stamp', here);
const manifest = readFileSync(new URL('../.sdkgen.json', here), 'utf8');

/** Standard output is the driver's own: what tools say goes to standard error. */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) throw error;
  if (status !== 0) {
    process.stderr.write(`driver: ${command} ended with ${status}\n`);
    process.exit(1);
  }
}

function compiler() {
  try {
    const require = createRequire(here);
    require.resolve('@types/node/package.json');
    return require.resolve('typescript/lib/tsc.js');
  } catch {
    return null;
  }
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== manifest) {
  if (compiler() === null) run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund']);
  rmSync(new URL('build', here), { recursive: true, force: true });
  run(process.execPath, [compiler(), '-p', fileURLToPath(new URL('tsconfig.json', here))]);
  writeFileSync(stamp, manifest);
}
if (!process.argv.includes('--build')) await import('./build/driver/main.js');
