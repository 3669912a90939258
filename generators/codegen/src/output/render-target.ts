import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRender } from '../engine.ts';
import type { Language, RenderedFile, RenderInput, RuntimeFile } from '../language.ts';
import { licenseFiles } from './license.ts';
import { MANIFEST, manifestText } from './manifest.ts';

const SHARED = new URL('../../../../templates/shared/', import.meta.url);

/** Every file of one SDK, formatted, with its manifest; nothing touches the disk. Sorted: order never depends on the run. */
export async function renderTarget(
  language: Language,
  input: Omit<RenderInput, 'render'>,
): Promise<Map<string, Uint8Array>> {
  const render = createRender([SHARED, language.templates]);
  const format = (await language.formatter()) ?? ((_, text) => text);
  const rendered = language.render({ ...input, render }).map(({ path, text }) => ({ path, text: format(path, text) }));
  const copied = language.runtime(input.names).flatMap((file) => copies(language.templates, file));
  const files = new Map<string, Uint8Array>();
  for (const { path, text } of [...rendered, ...copied, ...licenseFiles(input.config.license)].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  )) {
    if (files.has(path)) throw new Error(`${language.id} renders ${path} twice`);
    files.set(path, Buffer.from(text));
  }
  files.set(MANIFEST, Buffer.from(manifestText(files)));
  return files;
}

function copies(templates: URL, { from, to }: RuntimeFile): RenderedFile[] {
  const source = fileURLToPath(new URL(from, templates));
  if (!statSync(source).isDirectory()) return [{ path: to, text: readFileSync(source, 'utf8') }];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: posix.join(to, relative(source, path).replaceAll('\\', '/')),
      text: readFileSync(path, 'utf8'),
    }));
}
