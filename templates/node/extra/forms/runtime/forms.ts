import { type Arrival, decoding, type Reader, textOf } from './answer.js';
import type { Codec } from './codec.js';
import { decodeTexts } from './fields.js';
import { printJson } from './json.js';
import { encode, formParts, isCompound } from './parameters.js';
import type { Payload } from './payload.js';
import { isRecord, put } from './records.js';
import { deepParts, delimitedParts } from './styles.js';

/** How one member of a form is laid out. By its `value`, as where the document says nothing: a list repeats, and anything deeper is JSON. */
export interface FieldPlan {
  readonly style?: 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'json' | 'value';
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** A body of pairs, as HTML forms have it. */
export function body(value: unknown, plans: Readonly<Record<string, FieldPlan>>): Payload {
  const tree = isRecord(value) ? value : {};
  const known = Object.keys(plans);
  const names = [...known, ...Object.keys(tree).filter((name) => !known.includes(name))];
  return { body: names.flatMap((name) => fieldOf(name, tree[name], plans[name])).join('&') };
}

function fieldOf(name: string, wire: unknown, plan: FieldPlan | undefined): string[] {
  if (wire === undefined) return [];
  const { style = plan ? 'form' : 'value', ...options } = plan ?? {};
  const isDocument = style === 'json' || (style === 'value' && isCompound(wire) && !Array.isArray(wire));
  if (isDocument) return [`${encode(name)}=${encode(printJson(wire))}`];
  if (style === 'deepObject') return deepParts(name, wire, options.allowReserved);
  if (style === 'spaceDelimited') return delimitedParts('%20', name, wire, options);
  if (style === 'pipeDelimited') return delimitedParts('%7C', name, wire, options);
  return formParts(name, wire, options);
}

/** An answer of pairs. */
export function read(codec: Pick<Codec<unknown>, 'decode'>): Reader {
  return async (arrival: Arrival) => {
    const tree = treeOf(await textOf(arrival));
    return decoding(arrival, () => decodeTexts(codec, tree));
  };
}

function treeOf(text: string): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = Object.hasOwn(tree, name) ? tree[name] : undefined;
    put(tree, name, before === undefined ? value : [before, value].flat());
  }
  return tree;
}
