import { existsSync } from 'node:fs';
import { inRoot } from '../../src/paths.ts';
import { must } from '../../src/run/process.ts';

const VERSION = '3.0.1';
const FOLDER = inRoot('.toolchain', 'release', `faketime-${VERSION}`);
const LIBRARY = `${FOLDER}/libfaketime/vendor/libfaketime/src/libfaketime.so.1`;

/** Why programs cannot be told another day here; null where they can. */
export const whyNoOtherDay = (): string | null =>
  process.platform === 'linux' && process.arch === 'x64' ? null : 'libfaketime comes built for Linux on x64 only';

/** The environment of a program that believes it to be another day. */
export async function onAnotherDay(offset: string): Promise<Record<string, string>> {
  if (!existsSync(LIBRARY)) {
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary', ':all:'];
    await must(['python3', '-m', 'pip', 'install', ...quiet, '--target', FOLDER, `libfaketime==${VERSION}`], inRoot());
  }
  // How long something takes stays true.
  return { LD_PRELOAD: LIBRARY, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1', TZ: 'Pacific/Chatham' };
}
