import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from '../../run/process.ts';
import { type Client, does } from './client.ts';

/** npm. In the release workflow it proves by OIDC who publishes, and says where it was built. */
export const npm: Client = {
  has: ({ name, version, out }, env) =>
    does(['npm', 'view', '--prefer-online', `${name}@${version}`, 'dist.integrity'], out, env),
  publish: async ({ out, version }, env) => {
    const [archive = ''] = (await readdir(out)).filter((file) => file.endsWith('.tgz'));
    const tag = version.includes('-') ? ['--tag', 'next'] : [];
    await must(['npm', 'publish', '--access', 'public', ...tag, join(out, archive)], out, env);
  },
};
