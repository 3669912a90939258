import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRender } from '../engine.ts';
import type { Language, RenderedFile, RenderInput, RuntimeFile } from '../language.ts';
import { licenseFiles } from './license.ts';
import { MANIFEST, manifestText, type OutputFile, type OutputFiles } from './manifest.ts';

const SHARED = new URL('../../../../templates/shared/', import.meta.url);

/** Every file of one SDK, formatted, with its manifest; nothing touches the disk. Sorted: order never depends on the run. */
export async function renderTarget(language: Language, input: Omit<RenderInput, 'render'>): Promise<OutputFiles> {
  const render = createRender([SHARED, language.templates]);
  const format = (await language.formatter()) ?? ((_, text) => text);
  const rendered: RenderedFile[] = language
    .render({ ...input, render })
    .map((file) => ({ ...file, text: format(file.path, file.text) }));
  const copied = language.runtime(input.names).flatMap((file) => copies(language.templates, file));
  const files = new Map<string, OutputFile>();
  const all = [...rendered, ...copied, ...licenseFiles(input.config.license)];
  for (const { path, text, executable = false } of all.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (files.has(path)) throw new Error(`${language.id} renders ${path} twice`);
    files.set(path, { bytes: Buffer.from(text), executable });
  }
  files.set(MANIFEST, { bytes: Buffer.from(manifestText(files)), executable: false });
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
