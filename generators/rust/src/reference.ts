import { readFileSync } from 'node:fs';
import type { LanguageNames, Reference, Snippet } from '@sdkgen/codegen';
import { cargo } from './cargo.ts';

const HARNESS = new URL('../reference/main.rs', import.meta.url);

/** The function each snippet becomes, by the last heading it stands under: its head, and what it gives. */
const FUNCTIONS: Readonly<Record<string, readonly [head: string, result: string]>> = {
  'Ingesting Data': [
    'pub async fn ingesting_data(client: &Client) -> Result<BulkOutcome<IngestBatchResult, Observation>, Error>',
    'Ok(result)',
  ],
  Querying: [
    'pub async fn querying(client: &Client) -> Result<(TemporalKnnResult, TrajectorySimilarityResult, AnomalyScore), Error>',
    'Ok((results, similar, anomalies))',
  ],
  Streaming: ['pub async fn streaming(client: &Client) -> Result<(), Error>', 'Ok(())'],
  // Its arm for success is left to the reader.
  Rust: ['#[allow(unused_variables)]\npub async fn error_handling(client: &Client, query: Vec<f64>)', ''],
};

/** An example of the staged crate: the harness beside a module of the snippets, each with its lines as printed. */
export const reference: Reference = {
  fence: 'rust',
  program: (snippets, names) => [
    { path: 'examples/reference/main.rs', text: readFileSync(HARNESS, 'utf8') },
    { path: 'examples/reference/snippets.rs', text: moduleOf(snippets, names) },
  ],
  checks: [
    {
      name: 'lint',
      ...cargo('clippy', '--offline', '--locked', '--quiet', '--example', 'reference', '--', '-D', 'warnings'),
    },
  ],
  run: cargo('run', '--offline', '--locked', '--quiet', '--example', 'reference'),
};

function moduleOf(snippets: readonly Snippet[], { module }: LanguageNames): string {
  const functions = snippets.flatMap(({ section, text }) => {
    const heading = section.split(' / ').at(-1) ?? '';
    if (heading === 'Connecting') return connections(text);
    const [head, result] = FUNCTIONS[heading] ?? [];
    if (head === undefined) throw new Error(`no function for the snippet under ${heading}`);
    return [`${head} {\n${text}${result && `\n${result}\n`}}\n`];
  });
  return [`use ${module}::*;\n`, ...functions].join('\n');
}

/** Each declaration of a client has a scope of its own, and the server, key and tenant of the run. */
function connections(text: string): string[] {
  const live = text
    .replaceAll(/"https:[^"]*"/g, 'crate::url()')
    .replace('"your-api-key"', 'crate::key()')
    .replace('"your-tenant"', 'crate::tenant()');
  const [imports = '', basic = '', authenticated = ''] = live.trim().split('\n\n');
  const within = (name: string, body: string) =>
    `pub fn ${name}() -> Result<Client, Error> {\n${imports}\n\n${body}\nOk(client)\n}\n`;
  return [within('basic_connection', basic), within('with_authentication', authenticated)];
}
