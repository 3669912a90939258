import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { bundle } from '../release/programs/bundle.ts';
import { mcp } from '../release/programs/mcp.ts';
import { must } from '../run/process.ts';
import type { Contestant } from './session.ts';

const PEERS = inRoot('.toolchain', 'mcp', 'peers');
const NPM = { '@pinecone-database/mcp': '0.3.0', 'mongodb-mcp-server': '3.0.4' } as const;
const CHROMA = '0.2.6';
/** What it is built on reaches into the inside of this one. */
const OLD_PYDANTIC = 'pydantic<2.12';
const COUNT = { name: 'count_vectors', arguments: {} };

/** As users have it: built, beside the modules it is installed with. */
export async function ours(url: string): Promise<Contestant[]> {
  const folder = inRoot('dist', 'mcp-bench', 'program');
  await bundle(mcp, ['bin/vectorscale-mcp.js'], inRoot('sdks'), join(folder, 'dist'));
  await must(['cp', inRoot('packages', 'mcp', 'package.json'), folder], folder);
  const argv = [process.execPath, join(folder, 'dist', 'vectorscale-mcp.js')];
  const of = (mode: string, flags: readonly string[]): Contestant => ({
    name: `vectorscale-mcp, ${mode}`,
    version: '0.1.0',
    argv: [...argv, ...flags],
    env: { VSDB_API_KEY: 'k' },
    call: COUNT,
  });
  return [of('client', ['--url', url]), of('standalone', ['--standalone'])];
}

/** Other vector databases' servers, from the registries. */
export async function peers(): Promise<Contestant[]> {
  await mkdir(PEERS, { recursive: true });
  const modules = join(PEERS, 'node_modules');
  const python = join(PEERS, 'python', 'bin');
  const isThere = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  if (!(await isThere(join(modules, 'mongodb-mcp-server'))))
    await must(
      [
        'npm',
        'install',
        '--no-audit',
        '--no-fund',
        ...Object.entries(NPM).map(([name, version]) => `${name}@${version}`),
      ],
      PEERS,
    );
  if (!(await isThere(join(python, 'chroma-mcp')))) {
    await must(['python3', '-m', 'venv', 'python'], PEERS);
    await must(
      [join(python, 'python'), '-m', 'pip', 'install', '--quiet', `chroma-mcp==${CHROMA}`, OLD_PYDANTIC],
      PEERS,
    );
  }
  return [
    {
      name: 'mongodb-mcp-server',
      version: NPM['mongodb-mcp-server'],
      argv: [process.execPath, join(modules, 'mongodb-mcp-server', 'dist', 'esm', 'index.js')],
      env: { MDB_MCP_TELEMETRY: 'disabled' },
    },
    {
      name: '@pinecone-database/mcp',
      version: NPM['@pinecone-database/mcp'],
      argv: [process.execPath, join(modules, '@pinecone-database', 'mcp', 'dist', 'index.js')],
      // Without a key it lists fewer tools; no request is made.
      env: { PINECONE_API_KEY: 'none' },
    },
    {
      name: 'chroma-mcp',
      version: CHROMA,
      argv: [join(python, 'chroma-mcp'), '--client-type', 'ephemeral'],
      env: { ANONYMIZED_TELEMETRY: 'False' },
      call: { name: 'chroma_list_collections', arguments: {} },
    },
  ];
}
