import type { Backend } from './backend/backend.ts';
import { clientBackend } from './backend/client.ts';
import { networkBackend } from './backend/network.ts';
import { standaloneBackend } from './backend/standalone.ts';
import { databaseOffer } from './context/database.ts';
import { serve } from './host/serve.ts';
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

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') protocol.write(HELP);
  else if (options === 'version') protocol.write(`${version}\n`);
  else {
    const backend = backendOf(options);
    serve(backend, () => databaseOffer(backend, options), say);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(`${error.message}; see vectorscale-mcp --help`);
  process.exitCode = REFUSED;
}
