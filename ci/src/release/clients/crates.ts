import { dirname, join } from 'node:path';
import { must } from '../../run/process.ts';
import { type Client, does } from './client.ts';

/** cargo. Its token is in the environment. */
export const crates: Client = {
  has: ({ name, version, out }, env) => does(['cargo', 'info', '--quiet', `${name}@${version}`], out, env),
  publish: async ({ stage, out }, env) => {
    const how = ['--locked', '--quiet', '--allow-dirty', '--no-verify'];
    await must(['cargo', 'publish', ...how], stage, { ...env, CARGO_TARGET_DIR: join(dirname(out), 'cargo') });
  },
};
