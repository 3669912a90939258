import { DecodeError } from '../errors.js';
import { type Codec, Mismatch } from './codec.js';
import { parseJson } from './json.js';
import { isCompound } from './parameters.js';
import { put } from './records.js';

/** One declared header of an answer, in style `simple`. */
export interface FieldPlan {
  /** Its name on the wire. */
  readonly wire: string;
  readonly codec: Pick<Codec<unknown>, 'decode'>;
  readonly required?: boolean;
  readonly holds?: 'list' | 'pairs' | 'exploded pairs';
}

/** Declared headers by their public names. Each is decoded when it is read, so that an odd one spoils no call. */
export function read<Fields>(headers: Headers, plans: Readonly<Record<string, FieldPlan>>): Fields {
  const fields = {};
  for (const [name, plan] of Object.entries(plans)) {
    Object.defineProperty(fields, name, { enumerable: true, get: () => fieldOf(headers, plan) });
  }
  return fields as Fields;
}

function fieldOf(headers: Headers, { wire, codec, required, holds }: FieldPlan): unknown {
  const text = headers.get(wire);
  if (text === null && !required) return undefined;
  try {
    return decodeTexts(codec, text === null ? undefined : treeOf(text, holds));
  } catch (error) {
    throw error instanceof Mismatch ? new DecodeError({ message: error.describe(wire), cause: error }) : error;
  }
}

function treeOf(text: string, holds: FieldPlan['holds']): unknown {
  if (holds === undefined) return text;
  const items = text === '' ? [] : text.split(',').map((item) => item.trim());
  if (holds === 'list') return items;
  const tree: Record<string, unknown> = {};
  if (holds === 'pairs') for (let at = 0; at < items.length; at += 2) put(tree, items[at] ?? '', items[at + 1] ?? '');
  else for (const item of items) put(tree, item.split('=', 1)[0] ?? '', item.slice(item.indexOf('=') + 1));
  return tree;
}

/** Decodes what has only texts: where something else is wanted, the text is read as JSON, or as a list of one. */
export function decodeTexts(codec: Pick<Codec<unknown>, 'decode'>, tree: unknown): unknown {
  const holder = { tree };
  for (;;) {
    try {
      return codec.decode(holder.tree);
    } catch (error) {
      if (!(error instanceof Mismatch) || !improve(holder, ['tree', ...error.path], error.expected)) throw error;
    }
  }
}

/** False when there is no text at this place to make something else of. */
function improve(holder: object, path: readonly (string | number)[], expected: string): boolean {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1).reduce((at: unknown, step) => (at as Record<string, unknown>)?.[step], holder);
  const text = isCompound(parent) ? (parent as Record<string, unknown>)[key] : undefined;
  if (typeof text !== 'string') return false;
  put(parent as Record<string, unknown>, key, (expected.startsWith('a list') ? undefined : scalarIn(text)) ?? [text]);
  return true;
}

function scalarIn(text: string): unknown {
  try {
    const value = parseJson(text, true);
    return typeof value === 'string' ? undefined : value;
  } catch {
    return undefined;
  }
}
