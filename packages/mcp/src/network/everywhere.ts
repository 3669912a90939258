import { formatTime, parseTime, StoreError } from '@vectorscaledb/engine';
import { Unreachable } from './calls.ts';
import { jsonAnswer, passedOn, unavailableAnswer, valueIn } from './requests.ts';
import type { WholeAnswer } from './served.ts';
import { WRITE_MS, type Writing } from './writes.ts';

type Counts = Readonly<Record<string, unknown>>;

/** What is done on every node: only when all are there, since half of it would be neither the old state nor the new. */
export async function everywhere(writing: Writing): Promise<WholeAnswer> {
  const { peers } = writing;
  const answers = await onAll(writing, peers.names, () => passedOn(writing.request));
  return answers instanceof Map ? jsonAnswer(200, added([...answers.values()].map(valuesIn))) : answers;
}

/** One of every node, made together; which belong together is kept in JetStream. */
export async function createSnapshot(writing: Writing): Promise<WholeAnswer> {
  const { peers, snapshots, tenant } = writing;
  const answers = await onAll(writing, peers.names, () => passedOn(writing.request));
  if (!(answers instanceof Map)) return answers;
  const parts = [...answers].map(([node, answer]) => ({ node, made: valuesIn(answer) }));
  const time = (name: string) => parts.map(({ made }) => parseTime(String(made[name])) ?? 0);
  const [first] = parts;
  const total = added(parts.map(({ made }) => made));
  const whole = await snapshots.keep(tenant, {
    label: (first?.made.label ?? null) as string | null,
    createdAt: Math.max(...time('created_at')),
    expiresAt: Math.min(...time('expires_at')),
    entities: Number(total.entities),
    observations: Number(total.observations),
    parts: Object.fromEntries(parts.map(({ node, made }) => [node, String(made.snapshot_id)])),
  });
  return jsonAnswer(201, {
    ...total,
    snapshot_id: whole.snapshotId,
    created_at: formatTime(whole.createdAt),
    expires_at: formatTime(whole.expiresAt),
  });
}

/** Each node goes back to its own part. One that joined later has none, and keeps what it has. */
export async function restoreSnapshot(writing: Writing, snapshotId: string): Promise<WholeAnswer> {
  const { request, snapshots, tenant } = writing;
  const { parts } = await snapshots.find(tenant, snapshotId);
  const answers = await onAll(writing, Object.keys(parts), (node) => ({
    ...passedOn(request),
    url: request.url.replace(`/${snapshotId}/`, `/${parts[node]}/`),
  }));
  if (!(answers instanceof Map)) return answers;
  return jsonAnswer(200, { ...added([...answers.values()].map(valuesIn)), snapshot_id: snapshotId });
}

type Made = (node: string) => ReturnType<typeof passedOn>;

/** Everybody's answers; or the one answer that says why it was not done. */
async function onAll(
  { tenant, peers }: Writing,
  nodes: readonly string[],
  request: Made,
): Promise<Map<string, WholeAnswer> | WholeAnswer> {
  const away = nodes.flatMap((node) => {
    const why = peers.away(node);
    return why === null ? [] : [`${node} (${why})`];
  });
  if (away.length > 0)
    return unavailableAnswer(`this is done on all nodes or none, and not all are there: ${away.join(', ')}`);
  const failed: string[] = [];
  const answers = new Map<string, WholeAnswer>();
  await Promise.all(
    nodes.map(async (node) => {
      try {
        answers.set(node, await peers.ask<WholeAnswer>(node, tenant, 'write', request(node), WRITE_MS));
      } catch (error) {
        if (!(error instanceof Unreachable || error instanceof StoreError)) throw error;
        failed.push(`${node} (${error.message})`);
      }
    }),
  );
  if (failed.length > 0)
    return unavailableAnswer(
      `done on ${[...answers.keys()].join(', ') || 'no node'}, not surely on ${failed.join(', ')}: do it again`,
    );
  return [...answers.values()].find(({ status }) => status >= 400) ?? answers;
}

const valuesIn = (answer: WholeAnswer): Counts => valueIn(answer) as Counts;

/** Counts add up; what is no count is as the first says. */
function added(all: readonly Counts[]): Counts {
  const [first = {}] = all;
  return Object.fromEntries(
    Object.entries(first).map(([name, value]) => [
      name,
      typeof value === 'number' ? all.reduce((sum, one) => sum + Number(one[name]), 0) : value,
    ]),
  );
}
