import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { gatherApiKeys } from './api-keys.ts';
import { LOG_LEVELS, type LogLevel } from './http/log.ts';
import { startServer } from './serve.ts';
import { version } from './version.ts';

interface ServeFlags {
  host: string;
  port: number;
  memory?: boolean;
  data?: string;
  databaseUrl?: string;
  readDatabaseUrl?: string;
  apiKey: string[];
  apiKeysFile?: string;
  mirrorMb?: number;
  rateLimit?: number;
  tlsCert?: string;
  tlsKey?: string;
  logLevel: LogLevel;
}

/** Refused: usage, or something the server cannot start with. */
const REFUSED = 2;
const DRAIN_MS = 10_000;

const say = (line: string) => process.stderr.write(`vectorscaledb: ${line}\n`);

function refuse(message: string): never {
  say(message);
  process.exit(REFUSED);
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('It must be an integer from 0 to 65535.');
  return value;
}

function rate(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function megabytes(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of megabytes, 0 or more.');
  return Number(text);
}

const collect = (value: string, all: string[]) => [...all, value];

const program = new Command('vectorscaledb')
  .description('A temporal vector database with an HTTP API.')
  .version(version);

program
  .command('serve')
  .description('Serve the HTTP API; its OpenAPI document is at /openapi.json.')
  .option('--host <host>', 'address to listen on', '127.0.0.1')
  .option('--port <port>', 'port to listen on; 0 picks a free one', port, 0)
  .option('--memory', 'keep data in memory only (the default)')
  .addOption(new Option('--data <dir>', 'keep data in this directory').conflicts(['memory', 'databaseUrl']))
  .addOption(
    new Option('--database-url <url>', 'keep data in this PostgreSQL database, which other servers may use too')
      .env('VSDB_DATABASE_URL')
      .conflicts('memory'),
  )
  .addOption(
    new Option(
      '--read-database-url <url>',
      'read from this replica of the database where it has all that is acknowledged',
    ).env('VSDB_READ_DATABASE_URL'),
  )
  .addOption(
    new Option(
      '--mirror-mb <n>',
      'memory for rows that are searched; 0 keeps none (default: a quarter of the machine, at most 512)',
    )
      .argParser(megabytes)
      .conflicts('databaseUrl'),
  )
  .option('--api-key <key[=tenant,…]>', 'accept this API key, for these tenants; repeatable', collect, [])
  .option('--api-keys-file <file>', 'accept the API keys in this file, one a line; or set VSDB_API_KEYS')
  .option('--rate-limit <n>', 'requests a second per key', rate)
  .option('--tls-cert <file>', 'serve HTTPS with this certificate chain, as PEM; needs --tls-key')
  .option('--tls-key <file>', 'the private key of the certificate, as PEM')
  .addOption(
    new Option('--log-level <level>', 'what to log on stderr, as JSON lines').choices(LOG_LEVELS).default('error'),
  )
  .action(serve);

async function serve(flags: ServeFlags): Promise<void> {
  const apiKeys = gatherApiKeys(flags.apiKey, flags.apiKeysFile, process.env.VSDB_API_KEYS);
  if (flags.readDatabaseUrl !== undefined && flags.databaseUrl === undefined)
    refuse('--read-database-url needs --database-url');
  const { url, close } = await startServer({
    host: flags.host,
    port: flags.port,
    apiKeys,
    logLevel: flags.logLevel,
    ...readTls(flags),
    ...(flags.data !== undefined && { directory: flags.data }),
    ...(flags.databaseUrl !== undefined && { databaseUrl: flags.databaseUrl }),
    ...(flags.readDatabaseUrl !== undefined && { readDatabaseUrl: flags.readDatabaseUrl }),
    ...(flags.mirrorMb !== undefined && { mirrorMb: flags.mirrorMb }),
    ...(flags.rateLimit !== undefined && { rateLimit: flags.rateLimit }),
  });
  if (apiKeys.length === 0) say('no API key is set: serving loopback only, any key is accepted for any tenant');
  if (flags.data === undefined && flags.databaseUrl === undefined)
    say('data is kept in memory and ends with this process; --data DIR keeps it');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => drain(close));
  onOrphaned(() => drain(close));
  process.stdout.write(`listening on ${url}\n`);
}

function readTls({ tlsCert, tlsKey }: ServeFlags) {
  if (tlsCert === undefined && tlsKey === undefined) return {};
  if (tlsCert === undefined || tlsKey === undefined) refuse('--tls-cert and --tls-key need each other');
  return { tls: { cert: readFileSync(tlsCert, 'utf8'), key: readFileSync(tlsKey, 'utf8') } };
}

/** npx passes signals to its shell only, which dies without passing them on: that counts as being asked to stop. */
function onOrphaned(stop: () => void): void {
  if (process.env.npm_command === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250).unref();
}

/** Running requests may finish; what takes longer is cut, and so is everything at a second signal. */
async function drain(close: () => Promise<void>): Promise<void> {
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(1));
  await close();
}

for (const command of [program, ...program.commands]) command.exitOverride();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : REFUSED);
  refuse((error as Error).message);
}
