import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRender } from '../engine.ts';
import type { Format, RenderedFile, RenderInput, RuntimeFile, Target } from '../language.ts';
import { licenseFiles } from './license.ts';
import { MANIFEST, manifestText, type OutputFile, type OutputFiles } from './manifest.ts';

const SHARED = new URL('../../../../templates/shared/', import.meta.url);

/** Formatted texts of earlier runs. What a formatter makes of a file depends on its path and text alone. */
export interface FormatCache {
  get(path: string, text: string): string | null;
  set(path: string, text: string, formatted: string): void;
}

/** Every file of one target, formatted, with its manifest; nothing touches the disk. Sorted: order never depends on the run. */
export async function renderTarget(
  target: Target,
  input: Omit<RenderInput, 'render'>,
  cache: FormatCache | null = null,
): Promise<OutputFiles> {
  const render = createRender([SHARED, target.templates]);
  const rendered = await formatted(target, target.render({ ...input, render }), cache);
  const copied = target.runtime(input.names).flatMap((file) => copies(target.templates, file));
  const files = new Map<string, OutputFile>();
  const all = [...rendered, ...copied, ...licenseFiles(input.config.license)];
  for (const { path, text, executable = false } of all.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (files.has(path)) throw new Error(`${target.id} renders ${path} twice`);
    files.set(path, { bytes: Buffer.from(text), executable });
  }
  files.set(MANIFEST, { bytes: Buffer.from(manifestText(files)), executable: false });
  return files;
}

/** Formatters load what they need when they first need it. */
async function formatted(
  target: Target,
  files: readonly RenderedFile[],
  cache: FormatCache | null,
): Promise<RenderedFile[]> {
  const format = await target.formatter();
  if (!format) return [...files];
  return files.map((file) => {
    const before = cache?.get(file.path, file.text) ?? null;
    if (before !== null) return { ...file, text: before };
    const text = formattedFile(target, format, file);
    cache?.set(file.path, file.text, text);
    return { ...file, text };
  });
}

/** A formatter that cannot read what we rendered has found a bug of ours: it says in which file. */
function formattedFile(target: Target, format: Format, { path, text }: RenderedFile): string {
  try {
    return format(path, text);
  } catch (error) {
    throw new Error(`${target.id} renders ${path} so that it cannot be read: ${String(error)}`, { cause: error });
  }
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
