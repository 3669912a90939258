// Changes documents at random: `nx run fuzz -- --rounds 2000 --seed 1`. Ends with 1 on a crash, a hang, or output that does not
// parse. A round is made from its seed alone, so `--rounds 1 --seed N` repeats one.
import { parseArgs } from 'node:util';
import { corpus, round } from './fuzz/fuzz.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const rounds = Number(values.rounds);
const first = Number(values.seed);
const documents = await corpus();
let refused = 0;
let found = 0;
for (let seed = first; seed < first + rounds; seed += 1) {
  const outcome = await round(seed, documents);
  if (outcome.refused) refused += 1;
  for (const { what } of outcome.findings) process.stdout.write(`seed ${seed}: ${what}\n`);
  found += outcome.findings.length;
  if (process.stderr.isTTY)
    process.stderr.write(`\r${seed - first + 1}/${rounds}, ${refused} refused, ${found} findings `);
}
if (process.stderr.isTTY) process.stderr.write('\n');
process.stdout.write(`${rounds} documents, ${refused} refused with a diagnostic, ${found} findings\n`);
if (found > 0 || !(rounds > 0)) process.exitCode = 1;
