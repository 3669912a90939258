import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '../../servers/service.ts';
import { STORES } from '../../servers/stores.ts';
import { read } from '../client.ts';
import type { Fault } from '../faults.ts';
import { allThere, Findings, inFolder, stop, store } from './tools.ts';

const DAY = 86_400_000;

/** A clock that is as wrong as a file says. */
const preload = (file: string): string => `
import { readFileSync } from 'node:fs';
const right = Date.now;
Date.now = () => right() + Number(readFileSync(${JSON.stringify(file)}, 'utf8'));
`;

interface Changes {
  readonly changes: readonly { readonly sequence: number; readonly timestamp: string }[];
  readonly more: boolean;
  readonly cursor: string;
}

export const clockGoesBack: readonly Fault[] = STORES.map((kind) => ({
  name: `a clock that goes back, ${kind.name}`,
  whyNot: async () => kind.whyNot,
  findings: () =>
    inFolder(async (folder) => {
      const found = new Findings();
      const offset = join(folder, 'offset');
      const module = join(folder, 'clock.mjs');
      await writeFile(module, preload(offset));
      await writeFile(offset, '0');
      const place = await kind.place();
      const how = { args: place.args, env: { ...place.env, NODE_OPTIONS: `--import=${module}` } };
      try {
        const service = await serve(how);
        const { cursor } = await read<Changes>(service.url, '/v1/changes');
        await store(service.url, 1);
        const between = (await read<Changes>(service.url, `/v1/changes?cursor=${cursor}`)).changes.at(-1)?.timestamp;
        const snapshot = await read<{ snapshot_id: string }>(service.url, '/v1/snapshots', {});
        await writeFile(offset, String(-2 * DAY));
        found.hold((await store(service.url, 2)).status === 200, 'nothing can be stored');
        await stop(service, found);
        // Also when it went back while no server ran.
        await writeFile(offset, String(-9 * DAY));
        const again = await serve(how);
        found.hold((await store(again.url, 3)).status === 200, 'nothing can be stored after a restart');
        const { changes } = await read<Changes>(again.url, `/v1/changes?cursor=${cursor}&limit=1000`);
        const inOrder = changes.every(({ sequence, timestamp }, i) => {
          const before = changes[i - 1];
          return before === undefined || (sequence === before.sequence + 1 && timestamp >= before.timestamp);
        });
        found.hold(inOrder && changes.length === 150, `${changes.length} changes, ${inOrder ? '' : 'not '}in order`);
        const asOf = await read<{ compared: number }>(again.url, '/v1/search/as-of-knn', {
          query_vector: Array(256).fill(0),
          as_of: between,
        });
        found.hold(asOf.compared === 50, `as of before, ${asOf.compared} observations are seen, not 50`);
        await allThere(again, [1, 2, 3], found);
        const restored = await read<{ observations_removed: number }>(
          again.url,
          `/v1/snapshots/${snapshot.snapshot_id}/restore`,
          {},
        );
        found.hold(
          restored.observations_removed === 100,
          `restoring removes ${restored.observations_removed}, not 100`,
        );
        await stop(again, found);
      } finally {
        await place.clear();
      }
      return found.all;
    }),
}));
