import { type Coverage, CoverageLog, withCoverage } from '../../src/network/coverage.ts';
import { type NodeOptions, openNode } from '../../src/network/node.ts';
import { whole } from '../../src/network/served.ts';

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests know what they asked for.
  readonly value: any;
  readonly coverage: Coverage | null;
}

export interface TestNode {
  ask(route: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Told>;
  close(): Promise<void>;
}

/** A node in this very process, asked by routes: `GET /v1/status`. */
export function startNode(options: Partial<NodeOptions> & Pick<NodeOptions, 'directory' | 'servers'>): TestNode {
  const node = openNode({
    credentials: undefined,
    node: undefined,
    forget: undefined,
    tenant: 'default',
    deadlineMs: 2_000,
    readOnly: false,
    ...options,
  });
  return {
    async ask(route, body, headers = {}) {
      const [method = '', url = ''] = route.split(' ');
      const log = new CoverageLog();
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const sent = { 'x-api-key': 'k', ...(body !== undefined && { 'content-type': type }), ...headers };
      const bytes = body === undefined ? null : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
      const answer = await withCoverage(log, () => node.request({ method, url, headers: sent, body: bytes }));
      const text = Buffer.from(await whole(answer.body)).toString();
      const isLines = answer.headers.some(([, value]) => value.startsWith('application/x-ndjson'));
      const value = isLines
        ? text
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
        : JSON.parse(text);
      return { status: answer.status, headers: Object.fromEntries(answer.headers), value, coverage: log.coverage };
    },
    close: () => node.close(),
  };
}
