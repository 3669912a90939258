import { readFileSync } from 'node:fs';
import type { LanguageNames, Reference, RenderedFile, Snippet } from '@sdkgen/codegen';
import { CACHES, python } from './tools.ts';

const HARNESS = new URL('../../../templates/python/reference/', import.meta.url);
const FILES = ['harness.py', 'program.py', 'pyrightconfig.json'];

/** Every snippet a module of its own, with its lines as printed, so that a program can import it and look at what it gives. */
export const reference: Reference = {
  fence: 'python',
  program,
  checks: [
    { name: 'mypy --strict', argv: [python, '-m', 'mypy', 'reference'], env: { ...CACHES, MYPYPATH: 'reference' } },
    { name: 'pyright strict', argv: ['pyright', '--pythonpath', python, '--project', 'reference'], env: CACHES },
  ],
  run: { argv: [python, '-W', 'error', 'reference/program.py'], env: { ...CACHES, PYTHONPATH: 'src' } },
};

function program(snippets: readonly Snippet[], _names: LanguageNames): RenderedFile[] {
  const steps = snippets.map(({ section, text }) => ({
    path: `reference/${slug(section)}.py`,
    text: prelude(text) + adapted(text),
  }));
  return [
    ...steps,
    ...FILES.map((name) => ({ path: `reference/${name}`, text: readFileSync(new URL(name, HARNESS), 'utf8') })),
  ];
}

/** `Python SDK / Ingesting Data` → `ingesting_data`. */
function slug(section: string): string {
  const own = section.split(' / ').filter((heading) => !heading.startsWith('Python'));
  return own
    .join('_')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_');
}

/** What the page leaves out. */
function prelude(text: string): string {
  return text.includes('client = ') ? 'import os\n\n' : 'from harness import client\n\n';
}

/** The changes the page leaves to its readers: where the server is, who asks, and the numbers of a vector. */
function adapted(text: string): string {
  return text
    .replaceAll('"https://api.vectorscaledb.com"', 'os.environ["VSDB_URL"]')
    .replaceAll('"your-api-key"', 'os.environ["VSDB_API_KEY"]')
    .replaceAll('"your-tenant"', 'os.environ["VSDB_TENANT"]')
    .replaceAll('[...]', '[0.1, 0.8, 0.3, 0.9]');
}
