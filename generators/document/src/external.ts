import { realpath } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type JsonObject, type JsonValue, pointerTo } from './json.ts';
import { parseDocument } from './parse.ts';
import { readSource } from './source.ts';

/** Where documents a `$ref` leads to may be read from: the folders and URL prefixes the user named, and nothing else. */
export interface Allowance {
  /** Of the document itself, as the user gave it. */
  readonly source: string;
  readonly allowed: readonly string[];
}

/** Enough for any design; a chain of documents without end is none. */
const MAX_DOCUMENTS = 1000;
export const EXTERNAL = 'x-external';

/**
 * The document with those it refers to inside it, below `x-external`, each under its file's name. References it may not follow
 * stay as they are: the lowering says where they stand.
 */
export async function bundle(document: JsonObject, { source, allowed }: Allowance): Promise<JsonObject> {
  const prefixes = allowed.map(urlOf);
  const home = urlOf(source);
  const keys = new Map<string, string>([[home, '']]);
  const external: JsonObject = {};
  const pending: { url: string; tree: JsonValue }[] = [{ url: home, tree: structuredClone(document) }];
  const [root] = pending;
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const holder of referring(next.tree)) {
      const target = targetOf(String(holder.$ref), next.url);
      if (target === null || (target.url === home && next.url === home)) continue;
      if (!keys.has(target.url)) {
        if (keys.size > MAX_DOCUMENTS || !(await isAllowed(target.url, prefixes))) continue;
        const tree = await parseDocument(await readSource(placeOf(target.url)));
        const key = freeKey(target.url, external);
        keys.set(target.url, key);
        external[key] = tree;
        pending.push({ url: target.url, tree });
      }
      const key = keys.get(target.url) ?? '';
      holder.$ref = `${key ? pointerTo('#', EXTERNAL, key) : '#'}${target.fragment}`;
    }
  }
  const whole = root?.tree as JsonObject;
  return Object.keys(external).length > 0 ? { ...whole, [EXTERNAL]: external } : whole;
}

/** Every object that refers, found without recursion: documents nest as deep as they like. */
function referring(tree: JsonValue): JsonObject[] {
  const found: JsonObject[] = [];
  const pending: JsonValue[] = [tree];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next) && typeof next.$ref === 'string') found.push(next);
    pending.push(...Object.values(next));
  }
  return found;
}

function targetOf($ref: string, base: string): { url: string; fragment: string } | null {
  try {
    const url = new URL($ref, base);
    const fragment = url.hash.slice(1);
    url.hash = '';
    return { url: url.href, fragment };
  } catch {
    return null;
  }
}

function urlOf(place: string): string {
  return /^https?:\/\//i.test(place) ? place : pathToFileURL(resolve(place)).href;
}

function placeOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}

/** A link inside a folder the user named must not lead out of it. */
async function isAllowed(url: string, prefixes: readonly string[]): Promise<boolean> {
  const below = (place: string, prefix: string, end: string) =>
    place === prefix || place.startsWith(prefix.endsWith(end) ? prefix : prefix + end);
  if (!url.startsWith('file:')) return prefixes.some((prefix) => below(url, prefix, '/'));
  const real = (place: string) => realpath(fileURLToPath(place)).catch(() => null);
  const path = await real(url);
  const folders = await Promise.all(prefixes.filter((prefix) => prefix.startsWith('file:')).map(real));
  return path !== null && folders.some((folder) => folder !== null && below(path, folder, sep));
}

function freeKey(url: string, taken: JsonObject): string {
  const stem = basename(new URL(url).pathname).replace(/\.[^.]*$/, '') || 'document';
  let key = decodeURIComponent(stem);
  for (let count = 2; Object.hasOwn(taken, key); count++) key = `${stem} ${count}`;
  return key;
}
