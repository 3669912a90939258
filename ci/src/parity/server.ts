import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Driver, judgeWire, KEY, type Recorded, type Suite, type SuiteCase, serve } from '@vectorscaledb/conformance';
import { driverEnvironment } from '../wire/build.ts';
import { acceptable, settled } from './answers.ts';
import { type CaseResult, requestOf, wayText } from './results.ts';

const TIMEOUT_MS = 30_000;
/** An endless feed gives nothing by itself. */
const NUDGE_MS = 400;

/**
 * The calls of generated cases against the real server: each request must be what the scoring server took it for, and each
 * answer one the document declares, read as it declares it.
 */
export async function againstServer(suite: Suite, program: string): Promise<CaseResult[]> {
  const server = await serve(['--memory']);
  const proxy = await recordingProxy(server.url);
  const driver = new Driver(program, driverEnvironment());
  const accepts = acceptable(suite.document);
  const results: CaseResult[] = [];
  try {
    for (const one of suite.cases.filter(isCall)) {
      proxy.recorded.length = 0;
      const isEndless = one.call.take !== undefined && one.gives.items !== undefined;
      const nudge = isEndless ? setInterval(() => void ingest(server.url), NUDGE_MS) : null;
      const answer = await driver.call(callOf(one, proxy.url), TIMEOUT_MS);
      if (nudge) clearInterval(nudge);
      const recorded = [...proxy.recorded];
      const findings = [
        ...judgeWire((one.wire ?? []).map(withKey), recorded.slice(0, 1)),
        ...accepts(one.call.operation, answer),
      ];
      results.push({
        name: one.name,
        operation: one.call.operation,
        fixture: 'server',
        feature: one.feature,
        findings,
        requests: recorded.map(requestOf),
        answer,
        way: isEndless ? null : wayText(settled(answer)),
      });
    }
    await driver.end();
  } finally {
    driver.kill();
    proxy.stop();
    await server.stop();
  }
  return results;
}

/** Calls that are answered with success by the scoring server; the real one cannot be asked for an error. */
const isCall = ({ fixture, gives, call }: SuiteCase): boolean =>
  fixture === 'generated' && gives.error === undefined && call.transport === undefined;

const AUTH = { ApiKey: KEY };

const callOf = ({ call }: SuiteCase, url: string): Parameters<Driver['call']>[0] => {
  const { 'X-Tenant-ID': _, ...header } = call.params?.header ?? {};
  const options = { max_retries: 0, timeout_ms: 20_000 };
  return { ...call, params: { ...call.params, header }, client: { base_url: url, auth: AUTH, options } };
};

/** The key is the server's; the tenant is its own. */
function withKey(request: NonNullable<SuiteCase['wire']>[number]): NonNullable<SuiteCase['wire']>[number] {
  const { 'X-Tenant-ID': _, ...headers } = request.headers ?? {};
  return { ...request, headers: { ...headers, 'X-API-Key': KEY } };
}

async function ingest(url: string): Promise<void> {
  const body = JSON.stringify({ entity_id: 'text', entity_type: 'TRACKED_OBJECT', vector: [0.5] });
  const headers = { 'X-API-Key': KEY, 'Content-Type': 'application/json' };
  await fetch(`${url}/v1/vectors`, { method: 'POST', headers, body }).catch(() => null);
}

interface Proxy {
  readonly url: string;
  readonly recorded: Recorded[];
  stop(): void;
}

/** Keeps what goes through, and changes nothing. */
async function recordingProxy(target: string): Promise<Proxy> {
  const recorded: Recorded[] = [];
  const { port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const place = recorded.push(recordOf(incoming, Buffer.alloc(0))) - 1;
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      recorded[place] = recordOf(incoming, Buffer.concat(chunks));
    });
    const options = {
      port,
      host: '127.0.0.1',
      method: incoming.method,
      path: incoming.url,
      headers: incoming.rawHeaders,
    };
    const forwarded = send({ ...options, setDefaultHeaders: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, recorded, stop };
}

function recordOf({ method = '', url = '', rawHeaders }: IncomingMessage, body: Buffer): Recorded {
  const headers = Array.from(
    { length: rawHeaders.length / 2 },
    (_, n) => [rawHeaders[2 * n] ?? '', rawHeaders[2 * n + 1] ?? ''] as const,
  );
  return { method, target: url, headers, body, at: performance.now(), host: 'origin', connection: 0 };
}
