import type { StdioConnection } from './connection.ts';

const CLOSE_MS = 20_000;
const PARENT_MS = 1_000;

/** The process ends when its client does: at the end of input, at a signal, and when whoever started it is gone. */
export function onEnd(connection: StdioConnection, close: () => Promise<void>): void {
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), CLOSE_MS).unref();
    void close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const before = connection.onclose;
  connection.onclose = () => {
    before?.();
    end();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_MS).unref();
}
