import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Backend } from './backend/backend.ts';
import { clientBackend } from './backend/client.ts';
import { networkBackend } from './backend/network.ts';
import { standaloneBackend } from './backend/standalone.ts';
import { Watch } from './context/watch.ts';
import { StdioConnection } from './host/connection.ts';
import { onEnd } from './host/end.ts';
import { makeServer } from './host/server.ts';
import { protocol } from './host/stdout.ts';
import { HELP, type Options, readOptions, UsageError } from './options.ts';
import { version } from './version.ts';

const REFUSED = 2;
const say = (line: string) => process.stderr.write(`vectorscale-mcp: ${line}\n`);

function backendOf({ mode, readOnly }: Options): Backend {
  switch (mode.kind) {
    case 'client':
      return clientBackend({ ...mode, readOnly });
    case 'standalone':
      return standaloneBackend({ ...mode, readOnly });
    case 'network':
      return networkBackend({ ...mode, readOnly });
  }
}

function start(options: Options): void {
  const backend = backendOf(options);
  const connection = new StdioConnection(process.stdin, protocol);
  const watch = new Watch(backend);
  connection.onincoming = (message) => watch.notice(message);
  const handle = serveStdio(() => makeServer(backend, options, watch), {
    transport: connection,
    onerror: ({ message }) => say(message),
  });
  onEnd(connection, async () => {
    watch.close();
    await handle.close().catch(() => {});
    await backend.close();
  });
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') protocol.write(HELP);
  else if (options === 'version') protocol.write(`${version}\n`);
  else start(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(`${error.message}; see vectorscale-mcp --help`);
  process.exitCode = REFUSED;
}
