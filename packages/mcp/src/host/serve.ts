import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Backend } from '../backend/backend.ts';
import { Watch } from '../context/watch.ts';
import { StdioConnection } from './connection.ts';
import { onEnd } from './end.ts';
import type { Offer } from './offer.ts';
import { makeServer } from './server.ts';
import { protocol } from './stdout.ts';

type Verify = Parameters<typeof makeServer>[2];

/** Serves over stdio until the client is gone. */
export function serve(backend: Backend, offer: () => Offer, say: (line: string) => void, verify?: Verify): void {
  const connection = new StdioConnection(process.stdin, protocol);
  const watch = new Watch(backend);
  connection.onincoming = (message) => watch.notice(message);
  const handle = serveStdio(() => makeServer(offer(), watch, verify), {
    transport: connection,
    onerror: ({ message }) => say(message),
  });
  onEnd(connection, async () => {
    watch.close();
    await handle.close().catch(() => {});
    await backend.close();
  });
}
