import { readFileSync } from 'node:fs';
import type { LanguageNames, Reference, RenderedFile, Snippet } from '@sdkgen/codegen';

const HARNESS = new URL('../reference/', import.meta.url);
const FILES = ['package.json', 'tsconfig.json', 'main.mjs', 'commonjs.cjs', 'telemetry.mjs'];

/** The snippets by the last heading they stand under, in the order of the page, and the function each becomes. */
const FUNCTIONS: Readonly<Record<string, readonly [name: string, returns: string]>> = {
  'Ingesting Data': ['ingestingData', 'result'],
  Querying: ['querying', 'results, similar, anomalies'],
  Streaming: ['streaming', 'stream'],
  'Node.js': ['errorHandling', ''],
};

/** A program in a project of its own, which installs the package as `npm pack` made it. */
export const reference: Reference = {
  fence: 'javascript',
  program: (snippets, names) => [
    ...FILES.map((file) => ({ path: `reference/${file}`, text: readFileSync(new URL(file, HARNESS), 'utf8') })),
    // The same text as JavaScript that runs, and as TypeScript that is only checked.
    ...['mjs', 'mts'].map((extension) => program(snippets, names, extension)),
  ],
  checks: [
    { name: 'pack', argv: ['npm', 'pack', '--pack-destination', 'reference'] },
    {
      name: 'install the packed package',
      argv: ['sh', '-c', 'rm -rf node_modules && npm install --no-save --offline --no-audit ./*.tgz'],
      cwd: '{stage}/reference',
    },
    { name: 'types of the snippets', argv: ['{root}/node_modules/.bin/tsc', '-p', '.'], cwd: '{stage}/reference' },
  ],
  run: { argv: ['sh', '-c', 'node main.mjs && node commonjs.cjs && node telemetry.mjs'], cwd: '{stage}/reference' },
};

function program(snippets: readonly Snippet[], names: LanguageNames, extension: string): RenderedFile {
  const parts = snippets.map(({ section, text }) => ({ heading: section.split(' / ').at(-1) ?? '', ...hoisted(text) }));
  const functions = parts.flatMap(({ heading, body }) => {
    if (heading === 'Connecting') return connections(body);
    const [name, returns] = FUNCTIONS[heading] ?? [];
    if (name === undefined) throw new Error(`no function for the snippet under ${heading}`);
    return [functionOf(name, body, returns ?? '', names.client, extension)];
  });
  const imports = parts.flatMap((part) => part.imports);
  return { path: `reference/snippets.${extension}`, text: [...imports, ...functions].join('\n') };
}

/** Imports can stand only at the top of a module. */
function hoisted(text: string): { imports: string[]; body: string } {
  const lines = text.split('\n');
  const isImport = (line: string) => line.startsWith('import ');
  return {
    imports: lines.filter(isImport),
    body: lines
      .filter((line) => !isImport(line))
      .join('\n')
      .trim(),
  };
}

/** Each declaration of a client has a scope of its own, and the server, key and tenant of the run. */
function connections(body: string): string[] {
  const [basic = '', authenticated = ''] = body.split('\n\n');
  const live = (text: string) =>
    text
      .replace(/'https:[^']*'/, 'process.env.VSDB_URL')
      .replace("'your-api-key'", 'process.env.VSDB_API_KEY')
      .replace("'your-tenant'", 'process.env.VSDB_TENANT');
  return [
    `export function basicConnection() {\n${live(basic)}\nreturn { client };\n}\n`,
    `export function withAuthentication() {\n${live(authenticated)}\nreturn { client };\n}\n`,
  ];
}

function functionOf(name: string, body: string, returns: string, client: string, extension: string): string {
  const isTyped = extension === 'mts';
  const keyword = body.includes('await ') ? 'async function' : 'function';
  const parameter = isTyped ? `client: ${client}` : 'client';
  const types = isTyped ? '' : `/** @param {${client}} client */\n`;
  return `${types}export ${keyword} ${name}(${parameter}) {\n${body}\n${returns && `return { ${returns} };\n`}}\n`;
}
