import { readFileSync } from 'node:fs';
import type { RenderedFile, RenderInput } from '@sdkgen/codegen';
import { type Use, usesOf } from '../uses.ts';

const BREAK = '\n\n[[package]]\n';

/** Dependencies only some documents need, and what brings them nothing else does. */
const OPTIONAL: readonly { readonly name: string; readonly use: Use; readonly isOwn: boolean }[] = [
  { name: 'http-body', use: 'upload', isOwn: false },
  { name: 'quick-xml', use: 'xml', isOwn: true },
];

/** The lock file of the SDK. */
export function lockFile(input: RenderInput, templates: URL): RenderedFile {
  return { path: 'Cargo.lock', text: lockOf(input, new URL('Cargo.lock', templates)) };
}

/**
 * The lock file: that of the dependencies, with our own packages where their names sort them. Cargo takes it without a word, so
 * that the first build is the one that was tested.
 */
export function lockOf({ api, config, names }: RenderInput, template: URL): string {
  const [head = '', ...packages] = readFileSync(template, 'utf8').trimEnd().split(BREAK);
  const uses = usesOf(api);
  const missing = OPTIONAL.filter(({ use }) => !uses.has(use));
  const all = packages
    .map((text) => ({ text, isOwn: !text.includes('\nsource = ') }))
    .map(({ text, isOwn }) => (isOwn ? ownPackage(text, names.package, config.version) : text))
    .map((text) => missing.reduce((left, { name }) => (isOurs(left) ? left.replace(` "${name}",\n`, '') : left), text))
    .filter((text) => !missing.some(({ name, isOwn }) => isOwn && nameOf(text) === name));
  all.sort((one, two) => (nameOf(one) < nameOf(two) ? -1 : nameOf(one) > nameOf(two) ? 1 : 0));
  return `${[head, ...all].join(BREAK)}\n`;
}

const nameOf = (text: string): string => /^name = "(.*)"/.exec(text)?.[1] ?? '';
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
