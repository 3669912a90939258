import { readFileSync } from 'node:fs';
import type { RenderedFile, RenderInput } from '@sdkgen/codegen';

const BREAK = '\n\n[[package]]\n';

/**
 * The lock file: that of the dependencies, with the package itself where its name sorts it. Cargo takes it without a word, so
 * that the first build is the one that was tested.
 */
export function lockFile({ config, names }: RenderInput, templates: URL): RenderedFile {
  const [head = '', ...packages] = readFileSync(new URL('Cargo.lock', templates), 'utf8').trimEnd().split(BREAK);
  const named = packages.map((text) => ({ name: /^name = "(.*)"/.exec(text)?.[1] ?? '', text }));
  const own = named.find(({ text }) => !text.includes('\nsource = '));
  if (!own) throw new Error('the lock file has no package of its own');
  const dependencies = own.text.slice(own.text.indexOf('\ndependencies'));
  const text = `name = ${JSON.stringify(names.package)}\nversion = ${JSON.stringify(config.version)}${dependencies}`;
  const all = [...named.filter((one) => one !== own), { name: names.package, text }];
  all.sort((one, two) => (one.name < two.name ? -1 : one.name > two.name ? 1 : 0));
  return { path: 'Cargo.lock', text: `${[head, ...all.map((one) => one.text)].join(BREAK)}\n` };
}
