import { readFile } from 'node:fs/promises';
import { readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { compare } from './compare.ts';
import { ourInventory } from './ours.ts';
import { theirInventory } from './theirs.ts';

/** Compares what both find in a document, as text; whether all of it agrees or differs for a known reason. */
export async function compareInventories(spec: string): Promise<{ text: string; isRight: boolean }> {
  const ours = ourInventory(await readApi(await readFile(spec), await readRuntime()));
  const { agreed, differences } = compare(ours, await theirInventory(spec));
  const unexplained = differences.filter(({ reason }) => reason === null);
  const lines = [...Map.groupBy(differences, ({ reason }) => reason ?? 'NOT EXPLAINED')].flatMap(([reason, list]) => [
    `${reason}:`,
    ...list.map(({ reader, line }) => `  only ${reader}: ${line.replaceAll('\t', ' ')}`),
  ]);
  const explained = differences.length - unexplained.length;
  lines.push(`${agreed} findings agree, ${explained} differ for a reason, ${unexplained.length} without`);
  return { text: `${lines.join('\n')}\n`, isRight: agreed > 0 && unexplained.length === 0 };
}
