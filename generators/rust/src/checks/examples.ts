// Makes a file of the examples of an SDK, laid out as their authors saw them, for rustfmt to judge: `examples.ts FOLDER FILE`.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const [folder = '.', to = 'examples.rs'] = process.argv.slice(2);
const place = join(folder, 'src/operations');
const files = readdirSync(place).filter((name) => name !== 'mod.rs');
const examples = files.map((name) => ({
  name: basename(name, '.rs'),
  code: exampleIn(readFileSync(join(place, name), 'utf8')),
}));
const shown = examples.filter(({ code }) => code !== null);
mkdirSync(dirname(to), { recursive: true });
writeFileSync(to, shown.map(({ name, code }) => `mod r#${name} {\n${code}\n}\n`).join('\n'));
for (const { name, code } of examples) if (code === null) process.stderr.write(`${name} has no example\n`);
process.stdout.write(`${shown.length} examples\n`);
process.exitCode = shown.length < files.length ? 1 : 0;

/** Imports, then a function whose body stands as deep as the comment did. */
function exampleIn(source: string): string | null {
  const [, block] = /\/\/\/ # Example\n *\/\/\/\n *\/\/\/ ```no_run\n([\s\S]*?)\n *\/\/\/ ```/.exec(source) ?? [];
  if (block === undefined) return null;
  const lines = block.split('\n').map((line) => line.replace(/^ *\/\/\/ ?/, ''));
  const start = lines.findIndex((line) => line.startsWith('# async fn'));
  const body = lines.slice(start + 1).filter((line) => !line.startsWith('# '));
  return [
    ...lines.slice(0, start).map((line) => indented(line, 4)),
    '    async fn example() {',
    ...body.map((line) => indented(line, 8)),
    '    }',
  ].join('\n');
}

function indented(line: string, by: number): string {
  return line === '' ? '' : ' '.repeat(by) + line;
}
