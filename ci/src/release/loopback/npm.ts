import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../../paths.ts';
import { must } from '../../run/process.ts';
import { type StartLoopback, TOKEN } from './loopback.ts';
import { startProgram } from './program.ts';

const TOOLS = inRoot('.toolchain', 'release', 'npm');
/** One of its plugins, which is not used here, asks for a tag that mirrors do not carry. */
const MANIFEST = {
  private: true,
  dependencies: { verdaccio: '6.10.4' },
  overrides: { 'node-fetch': '2.7.0' },
};

/** Verdaccio; what it has not it looks for where npm would have looked. */
export const startNpm: StartLoopback = async (folder) => {
  await Promise.all([mkdir(TOOLS, { recursive: true }), mkdir(folder, { recursive: true })]);
  await writeFile(join(TOOLS, 'package.json'), JSON.stringify(MANIFEST));
  await must(['npm', 'install', '--no-audit', '--no-fund', '--silent'], TOOLS);
  const uplink = (await must(['npm', 'config', 'get', 'registry'], folder)).trim().split('\n').at(-1) ?? '';
  const config = join(folder, 'verdaccio.json');
  await writeFile(config, JSON.stringify(settings(join(folder, 'storage'), uplink)));
  const program = (port: number): string[] => [
    process.execPath,
    join(TOOLS, 'node_modules', 'verdaccio', 'bin', 'verdaccio'),
    ...['--config', config, '--listen', `127.0.0.1:${port}`],
  ];
  const { url, stop } = await startProgram(program, folder);
  const userconfig = join(folder, 'npmrc');
  await writeFile(userconfig, `registry=${url}/\n${url.replace('http:', '')}/:_authToken=${TOKEN}\n`);
  return { env: { npm_config_registry: `${url}/`, npm_config_userconfig: userconfig }, stop };
};

/** Our packages are only ever its own. */
const settings = (storage: string, uplink: string): object => ({
  storage,
  web: { enable: false },
  uplinks: { outside: { url: uplink } },
  packages: {
    '@vectorscaledb/*': OWN,
    vectorscaledb: OWN,
    'vectorscale-mcp': OWN,
    '**': { access: '$all', proxy: 'outside' },
  },
  max_body_size: '100mb',
  log: { type: 'stdout', level: 'warn' },
});

const OWN = { access: '$all', publish: '$all' };
