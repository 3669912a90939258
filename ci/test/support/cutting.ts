import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Listening, listen } from '../../src/release/loopback/http.ts';

/** Where an upload is cut: before the registry hears of it, or after it took it and before anybody is told. */
export type Moment = 'before' | 'after';

export interface Cutting extends Listening {
  /** The next upload but `skip` is cut, and `kill` called. */
  cut(moment: Moment, skip: number, kill: () => void): void;
  /** How many the registry was handed. */
  uploads(): number;
}

/** Stands before a registry, so that clients talk to it. */
export async function startCutting(upstream: string): Promise<Cutting> {
  let next: { moment: Moment; skip: number; kill: () => void } | null = null;
  let uploads = 0;
  const { url, stop } = await listen(async (asked, response) => {
    const body = await buffer(asked);
    const isUpload = asked.method === 'PUT' || asked.method === 'POST';
    let cut: typeof next = null;
    if (isUpload && next && next.skip-- === 0) [cut, next] = [next, null];
    if (cut?.moment === 'before') return cut.kill();
    if (isUpload) uploads += 1;
    const headers = { ...asked.headers, host: new URL(upstream).host, 'accept-encoding': 'identity' };
    const onward = request(upstream + asked.url, { method: asked.method ?? 'GET', headers }, async (answer) => {
      const bytes = (await buffer(answer)).toString('latin1').replaceAll(upstream, url);
      if (cut) return cut.kill();
      const { 'content-length': _, ...rest } = answer.headers;
      response.writeHead(answer.statusCode ?? 500, rest).end(Buffer.from(bytes, 'latin1'));
    });
    onward.end(body);
  });
  return {
    url,
    stop,
    cut: (moment, skip, kill) => {
      next = { moment, skip, kill };
    },
    uploads: () => uploads,
  };
}
