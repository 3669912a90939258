import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { categories } from './generated/guide.ts';
import { tools } from './generated/tools.ts';
import type { NodeOptions } from './network/node.ts';

/** What was wrong with how it was called: told in one line, exit 2. */
export class UsageError extends Error {}

export type Mode =
  | {
      readonly kind: 'client';
      readonly url: string;
      readonly token: string | undefined;
      readonly tenant: string | undefined;
    }
  /** Null keeps data in memory. */
  | { readonly kind: 'standalone'; readonly directory: string | null }
  | ({ readonly kind: 'network' } & Omit<NodeOptions, 'readOnly'>);

export interface Options {
  readonly mode: Mode;
  readonly readOnly: boolean;
  /** Names of the tools offered. */
  readonly tools: ReadonlySet<string>;
  readonly maxResultBytes: number;
}

const FLAGS = {
  url: { type: 'string' },
  token: { type: 'string' },
  'token-file': { type: 'string' },
  tenant: { type: 'string' },
  standalone: { type: 'boolean' },
  data: { type: 'string' },
  memory: { type: 'boolean' },
  network: { type: 'boolean' },
  nats: { type: 'string' },
  'nats-creds': { type: 'string' },
  'node-name': { type: 'string' },
  'forget-node': { type: 'string' },
  'deadline-ms': { type: 'string' },
  'read-only': { type: 'boolean' },
  categories: { type: 'string' },
  tools: { type: 'string' },
  'max-result-bytes': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

export const HELP = `vectorscale-mcp: the MCP server of VectorScaleDB, over stdio.

  vectorscale-mcp --url URL [--token KEY | --token-file FILE] [--tenant NAME]   proxy to a running instance
  vectorscale-mcp --standalone [--data DIR | --memory]                          the engine in this process
  --url URL               the instance; or set VSDB_URL
  --token KEY             its API key; better in VSDB_API_KEY or --token-file: arguments are public on a machine
  --token-file FILE       reads the key from a file
  --tenant NAME           for keys that may act for several tenants
  --standalone            no server needed: the database runs here
  --data DIR              keep data in this folder; one process at a time
  --memory                keep data in memory only
  --network               a node of a federation: it holds what is first stored through it, and answers for all
  --nats URL[,URL]        NATS servers with JetStream
  --nats-creds FILE       credentials for them
  --node-name NAME        this node's name, for good; made up when not given
  --forget-node NAME      take a node that will not come back out of the federation
  --deadline-ms N         how long other nodes are waited for; 3000 when not given
  --read-only             offer and carry out nothing that changes data
  --categories A,B        offer the tools of these categories only: ${Object.keys(categories).join(', ')}
  --tools A,B             offer these tools only
  --max-result-bytes N    how large a result may be; 60000 when not given
`;

type Values = { [Flag in keyof typeof FLAGS]?: (typeof FLAGS)[Flag]['type'] extends 'string' ? string : boolean };
type Environment = Readonly<Record<string, string | undefined>>;

/** `help` and `version` where one of these is asked for. */
export function readOptions(argv: readonly string[], env: Environment): Options | 'help' | 'version' {
  const values = parse(argv);
  if (values.help) return 'help';
  if (values.version) return 'version';
  return {
    mode: modeOf(values, env),
    readOnly: values['read-only'] ?? false,
    tools: toolsOf(values),
    maxResultBytes: numberOf('max-result-bytes', values['max-result-bytes'], RESULT_BYTES, FEWEST_BYTES),
  };
}

function parse(argv: readonly string[]): Values {
  try {
    return parseArgs({ args: [...argv], options: FLAGS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // What was given is not repeated: it may be a key.
    const flag = /'(-{1,2}[A-Za-z-]+)/.exec((error as Error).message)?.[1];
    throw new UsageError(flag ? `${flag} is unknown or wants a value` : 'it takes no arguments but its flags');
  }
}

function modeOf(values: Values, env: Environment): Mode {
  if (values.network) return networkOf(values);
  for (const flag of NETWORK_FLAGS)
    if (values[flag] !== undefined) throw new UsageError(`--${flag} goes with --network`);
  if (values.standalone) return standaloneOf(values);
  for (const flag of ['data', 'memory'] as const)
    if (values[flag] !== undefined) throw new UsageError(`--${flag} goes with --standalone`);
  const url = values.url ?? env.VSDB_URL;
  if (url === undefined)
    throw new UsageError('name an instance with --url (or VSDB_URL), or run --standalone or --network');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UsageError('--url is not an http or https URL');
  return { kind: 'client', url, token: tokenOf(values, env), tenant: values.tenant };
}

function standaloneOf(values: Values): Mode {
  for (const flag of ['url', 'token', 'token-file', 'tenant'] as const)
    if (values[flag] !== undefined) throw new UsageError(`--${flag} does not go with --standalone`);
  if (values.data !== undefined && values.memory) throw new UsageError('--data and --memory exclude each other');
  return { kind: 'standalone', directory: values.data ?? null };
}

const NETWORK_FLAGS = ['nats', 'nats-creds', 'node-name', 'forget-node', 'deadline-ms'] as const;
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

function networkOf(values: Values): Mode {
  for (const flag of ['url', 'token', 'token-file', 'standalone', 'memory'] as const)
    if (values[flag] !== undefined) throw new UsageError(`--${flag} does not go with --network`);
  if (values.nats === undefined) throw new UsageError('--network needs --nats, the URL of a NATS server');
  if (values.data === undefined) throw new UsageError('--network needs --data, the folder of what this node holds');
  for (const flag of ['tenant', 'node-name', 'forget-node'] as const)
    if (values[flag] !== undefined && !NAME.test(values[flag]))
      throw new UsageError(`--${flag} is 1 to 64 of A-Z, a-z, 0-9, _ and -`);
  const servers = values.nats.split(',').map((server) => server.trim());
  if (servers.some((server) => !isNatsServer(server)))
    throw new UsageError('--nats is not a URL such as nats://host:4222');
  return {
    kind: 'network',
    servers,
    directory: values.data,
    credentials: values['nats-creds'],
    node: values['node-name'],
    forget: values['forget-node'],
    tenant: values.tenant ?? 'default',
    deadlineMs: numberOf('deadline-ms', values['deadline-ms'], DEADLINE_MS, 1),
  };
}

function isNatsServer(server: string): boolean {
  const url = server.includes('://') ? server : `nats://${server}`;
  return URL.canParse(url) && /^(nats|tls):$/.test(new URL(url).protocol) && new URL(url).hostname !== '';
}

function tokenOf(values: Values, env: Environment): string | undefined {
  const file = values['token-file'];
  if (file === undefined) return values.token ?? env.VSDB_API_KEY;
  if (values.token !== undefined) throw new UsageError('--token and --token-file exclude each other');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new UsageError('--token-file cannot be read');
  }
}

function toolsOf(values: Values): ReadonlySet<string> {
  const chosen = (flag: 'categories' | 'tools', known: readonly string[]) => {
    const names = values[flag]?.split(',').map((name) => name.trim());
    const unknown = names?.find((name) => !known.includes(name));
    if (unknown !== undefined) throw new UsageError(`--${flag}: there is no ${JSON.stringify(unknown)}`);
    return names;
  };
  const inCategories = chosen('categories', Object.keys(categories));
  const named = chosen(
    'tools',
    tools.map(({ name }) => name),
  );
  const offered = tools
    .filter(({ category }) => inCategories?.includes(category) ?? true)
    .filter(({ name }) => named?.includes(name) ?? true)
    .filter(({ effect }) => effect === 'reads' || !values['read-only']);
  if (offered.length === 0) throw new UsageError('these flags leave no tool to offer');
  return new Set(offered.map(({ name }) => name));
}

const DEADLINE_MS = 3_000;
const RESULT_BYTES = 60_000;
const FEWEST_BYTES = 1_000;

function numberOf(flag: string, text: string | undefined, usual: number, least: number): number {
  if (text === undefined) return usual;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least) throw new UsageError(`--${flag} is a number of at least ${least}`);
  return number;
}
