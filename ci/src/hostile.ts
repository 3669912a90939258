// Every payload in every free-text slot of a document, in every language: `nx run hostile`. `npm test` tries each payload in all
// slots at once. Ends with 1 where an output does not parse or a payload became code.
import { everyTrial } from './hostile/trial.ts';

let tried = 0;
let refused = 0;
const broken: string[] = [];
for await (const { payload, slot, refused: findings, breakouts } of everyTrial()) {
  tried += 1;
  if (findings.length > 0) refused += 1;
  for (const { language, path, what } of breakouts) broken.push(`${payload} in ${slot}: ${language} ${path}: ${what}`);
  if (process.stderr.isTTY)
    process.stderr.write(`\r${tried} documents, ${refused} refused, ${broken.length} breakouts `);
}
if (process.stderr.isTTY) process.stderr.write('\n');
for (const line of broken) process.stdout.write(`${line}\n`);
process.stdout.write(`${tried} documents, ${refused} refused with a diagnostic, ${broken.length} breakouts\n`);
if (tried === 0 || broken.length > 0) process.exitCode = 1;
