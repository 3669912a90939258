import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { run } from '../run/process.ts';
import type { Platform } from './platform.ts';

/** The oldest the crate takes. */
const OLDEST = '1.85';
/** Debian keeps this compiler beside its own, in these packages. */
const COMPILER = 'rustc-web';
const LIBRARIES = ['libstd-rust-web-dev', `libstd-rust-web-${OLDEST}`];

const asked = (...argv: readonly string[]) => run({ argv, cwd: inRoot() });

/** From rustup where that has it, else unpacked from Debian's packages beside the machine's own: nothing is installed. */
async function compiler(): Promise<
  { readonly program: string; readonly libraries: string } | { readonly missing: string }
> {
  const kept = await asked('rustup', 'which', '--toolchain', OLDEST, 'rustc');
  if (kept.ok) return { program: kept.stdout.trim(), libraries: '' };
  const folder = inRoot('.toolchain', `rust-${OLDEST}`);
  const own = {
    program: join(folder, 'usr', 'bin', 'rustc'),
    libraries: join(folder, 'usr', 'lib', 'x86_64-linux-gnu'),
  };
  if ((await asked(own.program, '--print', 'host-tuple')).code === null) await unpack(folder);
  const works = await run({ argv: [own.program, '-V'], cwd: inRoot(), env: { LD_LIBRARY_PATH: own.libraries } });
  return works.ok ? own : { missing: `no rustc ${OLDEST}: ${works.output.trim()}` };
}

async function unpack(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const versions = (await asked('apt-cache', 'madison', COMPILER)).stdout
    .split('\n')
    .map((line) => line.split('|')[1]?.trim());
  const version = versions.find((one) => one?.startsWith(`${OLDEST}.`));
  if (version === undefined) return;
  const packages = [...[COMPILER, ...LIBRARIES].map((name) => `${name}=${version}`), 'libllvm19'];
  const script =
    'cd "$1" && shift && apt-get download -qq "$@" && for each in *.deb; do dpkg -x "$each" .; done && rm -- *.deb';
  await asked('sh', '-c', script, 'unpack', folder, ...packages);
}

export const RUST: Platform = {
  name: `rust ${OLDEST}`,
  language: 'rust',
  prepare: async () => {
    const found = await compiler();
    if ('missing' in found) return found;
    const { program, libraries } = found;
    const target = inRoot('dist', 'rust', `rust-${OLDEST}`);
    return { env: { RUSTC: program, LD_LIBRARY_PATH: libraries, CARGO_TARGET_DIR: target } };
  },
};
