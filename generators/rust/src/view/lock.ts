import { readFileSync } from 'node:fs';
import type { RenderedFile, RenderInput } from '@sdkgen/codegen';
import { type Use, usesOf } from '../uses.ts';

const BREAK = '\n\n[[package]]\n';

/** Dependencies only some documents need. */
const OPTIONAL: readonly { readonly name: string; readonly use: Use }[] = [
  { name: 'flate2', use: 'gzip' },
  { name: 'futures-sink', use: 'websocket' },
  { name: 'http-body', use: 'upload' },
  { name: 'quick-xml', use: 'xml' },
  { name: 'sha1_smol', use: 'websocket' },
  { name: 'tokio-tungstenite', use: 'websocket' },
];

/** What an optional dependency turns on in packages that are there anyway: `package` then depends on `on`. */
export interface Switched {
  readonly use: Use;
  readonly package: string;
  readonly on: string;
}

/** The lock file of the SDK. */
export function lockFile(input: RenderInput, templates: URL): RenderedFile {
  return { path: 'Cargo.lock', text: lockOf(input, new URL('Cargo.lock', templates)) };
}

/**
 * The lock file: that of all dependencies there may be, without those this document needs not, and with our own packages where
 * their names sort them. Cargo takes it without a word, so that the first build is the one that was tested.
 */
export function lockOf({ api, config, names }: RenderInput, template: URL, switched: readonly Switched[] = []): string {
  const [head = '', ...texts] = readFileSync(template, 'utf8').trimEnd().split(BREAK);
  const uses = usesOf(api);
  const missing = OPTIONAL.filter(({ use }) => !uses.has(use)).map(({ name }) => name);
  const off = switched.filter(({ use }) => !uses.has(use));
  const all = texts.map((text) => {
    const left = isOurs(text) ? missing : off.filter((one) => one.package === nameOf(text)).map(({ on }) => on);
    return left.reduce((rest, name) => rest.replace(` "${name}",\n`, ''), text);
  });
  const kept = shortened(reachable(all)).map((text) =>
    isOurs(text) ? ownPackage(text, names.package, config.version) : text,
  );
  kept.sort((one, two) => (nameOf(one) < nameOf(two) ? -1 : nameOf(one) > nameOf(two) ? 1 : 0));
  return `${[head, ...kept].join(BREAK)}\n`;
}

/** Packages some package of ours depends on, at whatever distance, and ours. */
function reachable(texts: readonly string[]): string[] {
  const found = new Set<string>();
  const pending = texts.filter(isOurs);
  for (let text = pending.pop(); text !== undefined; text = pending.pop()) {
    if (found.has(text)) continue;
    found.add(text);
    for (const wanted of dependenciesOf(text)) {
      pending.push(...texts.filter((one) => wanted === nameOf(one) || wanted === `${nameOf(one)} ${versionOf(one)}`));
    }
  }
  return texts.filter((text) => found.has(text));
}

/** A dependency is named with its version only where there are several. */
function shortened(texts: readonly string[]): string[] {
  const isSingle = (name: string) => texts.filter((text) => nameOf(text) === name).length === 1;
  return texts.map((text) =>
    text.replaceAll(/^ "(\S+) \S+",$/gm, (line, name: string) => (isSingle(name) ? ` "${name}",` : line)),
  );
}

const dependenciesOf = (text: string): string[] => [...text.matchAll(/^ "(.*)",$/gm)].map(([, name = '']) => name);
const nameOf = (text: string): string => /^name = "(.*)"/.exec(text)?.[1] ?? '';
const versionOf = (text: string): string => /^version = "(.*)"/m.exec(text)?.[1] ?? '';
const isOurs = (text: string): boolean => !text.includes('\nsource = ');

/** Under the names and the version of this SDK; the driver depends on the SDK by its name. */
function ownPackage(text: string, name: string, version: string): string {
  const isDriver = nameOf(text).endsWith('-driver');
  const head = `name = ${JSON.stringify(isDriver ? `${name}-driver` : name)}\nversion = ${JSON.stringify(version)}`;
  const [, tail = ''] = text.split(/(?=\ndependencies)/);
  return head + sortedDependencies(tail.replace(' "vectorscale-client",', ` ${JSON.stringify(name)},`));
}

function sortedDependencies(text: string): string {
  const lines = text.split('\n');
  const names = lines.filter((line) => line.startsWith(' "')).sort();
  return ['', 'dependencies = [', ...names, ']'].join('\n');
}
