// The MCP server beside those of other vector databases, in one run: `nx run mcp-bench`. No test does. Linux alone tells what it measures.
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { ours, peers } from './mcp-bench/contestants.ts';
import { type Figures, figuresOf } from './mcp-bench/measure.ts';
import type { Contestant } from './mcp-bench/session.ts';
import { inRoot } from './paths.ts';

const NOT_MEASURED = 'needs an account';
/** Peers whose call is slow are called less often. */
const PEER_CALLS = 200;
const PEER_STARTS = 3;

const stub = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ observations: 1, entities: 1, by_dimensions: [] }));
  });
}).listen(0, '127.0.0.1');
await new Promise((resolve) => stub.once('listening', resolve));
const load = loadavg()[0] ?? 0;
const figures: Figures[] = [];
async function measure(contestant: Contestant, starts?: number, calls?: number): Promise<void> {
  try {
    figures.push(await figuresOf(contestant, starts, calls));
  } catch (error) {
    process.stdout.write(`${contestant.name}: not measured, ${(error as Error).message}\n`);
  }
}
for (const one of await ours(`http://127.0.0.1:${(stub.address() as AddressInfo).port}`)) await measure(one);
for (const one of await peers()) await measure(one, PEER_STARTS, PEER_CALLS);
stub.close();

const rows = figures.map((of) => ({
  server: `${of.name} ${of.version}`,
  tools: of.tools,
  'list kB': (of.listBytes / 1000).toFixed(1),
  'B a tool': Math.round(of.listBytes / of.tools),
  'CPU s to list': of.listCpuSeconds.toFixed(2),
  'ms to list': of.listMs.toFixed(0),
  'MiB then': of.residentMiB.toFixed(0),
  'call p50 ms': of.callMs ? of.callMs.p50.toFixed(2) : NOT_MEASURED,
  'MiB after calls': of.callMs ? of.residentAfterMiB.toFixed(0) : '',
}));
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), load, node: process.version };
const folder = inRoot('dist', 'mcp-bench');
await mkdir(folder, { recursive: true });
await writeFile(`${folder}/report.json`, `${JSON.stringify({ figures, machine }, null, 2)}\n`);
console.table(rows);
process.stdout.write(`load before ${load.toFixed(1)}, ${machine.cores} cores\ndist/mcp-bench/report.json\n`);
