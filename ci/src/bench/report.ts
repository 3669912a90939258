import { availableParallelism, cpus, loadavg } from 'node:os';
import { VERSION } from '../openapi-generator.ts';
import type { LargeDocument } from './documents.ts';
import type { Page, Table } from './page.ts';
import { type Ratio, ratio } from './ratio.ts';
import type { Row } from './row.ts';

export interface BenchReport {
  readonly ratios: readonly Ratio[];
  readonly sdkgen: readonly Row[];
  readonly large: readonly LargeDocument[];
  readonly openapiGenerator: { readonly version: string; readonly rows: readonly Row[] };
  readonly document: { readonly operations: number; readonly bytes: number };
  readonly machine: { readonly cpu: string; readonly cores: number; readonly load: number; readonly node: string };
}

export function makeReport(
  sdkgen: readonly Row[],
  peer: readonly Row[],
  large: readonly LargeDocument[],
  document: BenchReport['document'],
  load: number,
): BenchReport {
  const ratios = [
    ratio('cold', peer, 'the four', sdkgen, 'cold'),
    ratio('warm', peer, 'the four', sdkgen, 'warm'),
    ratio('unchanged', peer, 'unchanged', sdkgen, 'unchanged'),
  ];
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), load, node: process.version };
  return { ratios, sdkgen, large, openapiGenerator: { version: VERSION, rows: peer }, document, machine };
}

/** How busy the machine is with other things, over the last minute. */
export const loadNow = (): number => loadavg()[0] ?? 0;

const NOT_MEASURED = 'not measured';
export const times = (ratio: number | null): string => (ratio === null ? NOT_MEASURED : `${ratio.toFixed(1)} ×`);

/** Rows of a table, ratios first; every cell is text. */
export function tables(report: BenchReport): Table[] {
  const costs = (rows: readonly Row[]): string[][] => [
    ['', 'CPU s', 'wall s', 'peak MiB', 'lines', 'state'],
    ...rows.map((row) =>
      'cost' in row
        ? [
            row.name,
            seconds(row.cost.cpuSeconds),
            seconds(row.cost.wallSeconds),
            row.cost.peakMiB.toFixed(0),
            String(row.cost.lines ?? ''),
            row.what,
          ]
        : [row.name, NOT_MEASURED, '', '', '', row.notMeasured.split('\n')[0] ?? ''],
    ),
  ];
  const ratios = (of: readonly Ratio[]): string[][] => [
    ['', 'CPU', 'memory'],
    ...of.map(({ name, cpu, memory }) => [name, times(cpu), times(memory)]),
  ];
  return [
    { title: 'Four SDKs: openapi-generator over sdkgen', rows: ratios(report.ratios), isLead: true },
    ...report.large.map(({ document, operations, ratios: of }) => ({
      title: `${document}, ${operations} operations: each peer over our four languages`,
      rows: ratios(of),
    })),
    { title: 'sdkgen, four targets in one process', rows: costs(report.sdkgen) },
    { title: `openapi-generator ${report.openapiGenerator.version}`, rows: costs(report.openapiGenerator.rows) },
    ...report.large.map(({ document, rows }) => ({ title: `A large document: ${document}`, rows: costs(rows) })),
  ];
}

const seconds = (value: number): string => value.toFixed(2);

/** The page of the report. */
export function pageOf(report: BenchReport): Page {
  const { document, machine } = report;
  return {
    title: 'Rendering four SDKs from one document',
    tables: tables(report),
    facts: [
      `${document.operations} operations, ${Math.round(document.bytes / 1024)} KiB`,
      `${machine.cores} cores, ${machine.cpu}`,
      `load before ${machine.load.toFixed(1)}`,
      `Node ${machine.node}`,
    ],
    manner:
      "CPU is user and system time. Every figure is the median of its runs, all taken in one go; the operating system's file cache is warm for all.",
  };
}

export function asText(all: readonly Table[]): string {
  return all
    .map(({ title, rows }) => `${title}\n${rows.map((cells) => `  ${columns(cells, rows)}`).join('\n')}\n`)
    .join('\n');
}

function columns(cells: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const last = cells.length - 1;
  return cells
    .map((cell, column) =>
      column === 0 || column === last ? cell.padEnd(width(column)) : cell.padStart(width(column)),
    )
    .join('  ')
    .trimEnd();
}
