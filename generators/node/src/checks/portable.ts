// Fails where the built package would need more than `fetch` and the language: `portable.ts dist`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const folder = process.argv[2] ?? 'dist';
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.js'));
const findings = files.flatMap((path) => {
  const text = readFileSync(join(folder, path), 'utf8');
  const modules = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  return modules.flatMap((name) =>
    name.startsWith('./') || name.startsWith('../') ? [] : [`${path} imports ${name}`],
  );
});
for (const finding of findings) process.stderr.write(`${finding}: it must run in browsers and workers, too\n`);
process.stdout.write(`${files.length} files import nothing but each other\n`);
process.exitCode = findings.length > 0 || files.length === 0 ? 1 : 0;
