import { EventEmitter, once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Watches a server's requests, so that it can stop when the last is answered. Node waits for connections instead, and
 * counts one on which nothing was ever sent, as clients keep in reserve, as busy for a minute.
 */
export function watchRequests(server: Server): () => Promise<void> {
  const answered = new EventEmitter();
  let running = 0;
  server.on('request', (_request, response) => {
    running++;
    response.once('close', () => {
      running--;
      answered.emit('answered');
    });
  });
  return async () => {
    while (running > 0) await once(answered, 'answered');
    server.closeAllConnections();
  };
}
