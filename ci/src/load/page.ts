import { CONTESTANTS } from './contest.ts';
import { isMeasured, type Row, type Size, sizeName } from './row.ts';
import type { StreamFigures } from './streams.ts';

const NOT_MEASURED = 'not measured';
const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 1 : 0)} ×`;

/** Text of a report: how the others compare to the embedded store first, then every figure. */
export function asText(
  sizes: readonly Size[],
  rows: readonly Row[],
  streams: readonly (StreamFigures | string)[],
): string {
  const find = (size: Size, name: string): Row | undefined =>
    rows.find((row) => row.name === name && row.rows === size.rows && row.dimensions === size.dimensions);
  const parts = sizes.flatMap((size) => [
    `${sizeName(size)} numbers: time over that of sqlite (p50), recall in brackets`,
    ...CONTESTANTS.slice(1).map(
      (name) => `  ${name.padEnd(14)}${ratios(find(size, CONTESTANTS[0] as string), find(size, name))}`,
    ),
    ...CONTESTANTS.map((name) => `  ${name.padEnd(14)}${figures(find(size, name))}`),
    '',
  ]);
  const held = streams.map((each) =>
    typeof each === 'string'
      ? `streams: ${NOT_MEASURED} (${each})`
      : `${each.streams} streams on ${each.store}: ${each.rowsPerSecond.toFixed(0)} rows/s stored meanwhile, ${each.complete} had all ${each.rows} events after ${each.seconds.toFixed(1)} s, load ${each.load.toFixed(1)}`,
  );
  return [...parts, ...held, ''].join('\n');
}

function ratios(ours: Row | undefined, theirs: Row | undefined): string {
  if (!isMeasured(ours) || !isMeasured(theirs)) return NOT_MEASURED;
  const cells = theirs.windows.map(({ share, p50, recall }) => {
    const own = ours.windows.find((window) => window.share === share);
    return `${share * 100} %: ${times(p50 / (own?.p50 ?? Number.NaN))} (${recall.toFixed(2)})`;
  });
  return `${cells.join('   ')}   ingest: ${times(ours.rowsPerSecond / theirs.rowsPerSecond)}`;
}

function figures(row: Row | undefined): string {
  if (!isMeasured(row)) return `${NOT_MEASURED}${row && 'notMeasured' in row ? `: ${row.notMeasured}` : ''}`;
  const windows = row.windows.map(
    ({ share, p50, p95 }) => `${share * 100} %: ${p50.toFixed(1)} / ${p95.toFixed(1)} ms`,
  );
  const rest = `${row.rowsPerSecond.toFixed(0)} rows/s, ${row.mib.toFixed(0)} MiB, cold ${row.coldMs.toFixed(0)} ms`;
  return `${windows.join('   ')}   ${rest}, load ${row.load.map((load) => load.toFixed(0)).join('-')}`;
}
