// Writes to an embedded store and says after each write, on standard output, that it was acknowledged. What it writes
// follows from the number alone. `strace` records what reaches the disk meanwhile.
import { writeSync } from 'node:fs';
import { SqliteStore } from '@vectorscaledb/engine';
import { batch, TENANT } from './batches.ts';

const [directory = '', writes = '0'] = process.argv.slice(2);
const GROUP = 3;
const COMPACT_EVERY = 10;

const store = new SqliteStore({ directory });
for (let first = 0, group = 0; first < Number(writes); first += GROUP, group += 1) {
  const numbers = Array.from({ length: GROUP }, (_, i) => first + i);
  // Together, so that some share a transaction.
  await Promise.all(
    numbers.map(async (number) => {
      await store.ingest(TENANT, batch(number));
      writeSync(1, `acknowledged ${number}\n`);
    }),
  );
  if (group % COMPACT_EVERY === COMPACT_EVERY - 1) await store.compact(TENANT, { historyBefore: 0 });
}
await store.close();
