import type { ServerContext } from '@modelcontextprotocol/server';

const EVERY_MS = 1000;

/** Runs a call that tells the client, where it asked to be told, that it is still at work. Progress only ever grows. */
export async function withProgress<T>(
  { mcpReq }: ServerContext,
  work: (progress: (done: number, message: string) => void) => Promise<T>,
): Promise<T> {
  const token = mcpReq._meta?.progressToken;
  if (token === undefined) return work(() => {});
  const start = performance.now();
  let message = 'working';
  let last = 0;
  const tell = () => {
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    last = seconds > last ? seconds : last + 0.001;
    const params = { progressToken: token, progress: last, message };
    void mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
  const timer = setInterval(tell, EVERY_MS);
  try {
    tell();
    return await work((_done, said) => {
      message = said;
    });
  } finally {
    clearInterval(timer);
  }
}
