import { endianness } from 'node:os';
import type { TObject, TSchema } from 'typebox';
import { components } from '../schemas/component.ts';

/** The preference a request asks for packed lists by (RFC 7240). */
export const PACKED_FLOATS = 'packed-floats';

type Turn = (value: unknown) => unknown;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const isBigEndian = endianness() === 'BE';

/** What makes lists of the packed lists in a JSON value of the schema, in place; undefined where it has none. */
export const unpacker = (schema: TSchema): Turn | undefined => turner(schema, unpacked);

/** What packs the lists that may be packed, in place. */
export const packer = (schema: TSchema): Turn | undefined => turner(schema, packed);

/** A text that is no packed list is left for validation to refuse. */
function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || value.length % 4 !== 0 || !BASE64.test(value)) return value;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length % Float32Array.BYTES_PER_ELEMENT !== 0) return value;
  if (isBigEndian) bytes.swap32();
  // A copy begins where floats may begin; a buffer of Node's pool begins anywhere.
  const floats = new Float32Array(Uint8Array.from(bytes).buffer);
  return floats.every(Number.isFinite) ? Array.from(floats) : value;
}

/** A list with a number that 32 bits cannot hold stays one. */
function packed(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const floats = Float32Array.from(value);
  if (!floats.every(Number.isFinite)) return value;
  const bytes = Buffer.from(floats.buffer);
  return (isBigEndian ? bytes.swap32() : bytes).toString('base64');
}

/** Goes only where the schema has such lists. No schema of this API contains itself. */
function turner(schema: TSchema, turn: Turn): Turn | undefined {
  const { $ref, anyOf, items, properties } = schema as Partial<TObject> & {
    $ref?: string;
    anyOf?: TSchema[];
    items?: TSchema;
  };
  if ('x-packed-floats' in schema) return turn;
  if ($ref !== undefined) return turner(components.get($ref.slice(0, -1)) as TSchema, turn);
  // A reference or null.
  if (anyOf) return anyOf.map((each) => turner(each, turn)).find((each) => each !== undefined);
  if (items) return eachOf(turner(items, turn));
  return membersOf(Object.entries(properties ?? {}).map(([name, member]) => [name, turner(member, turn)] as const));
}

function eachOf(turn: Turn | undefined): Turn | undefined {
  if (!turn) return undefined;
  return (value) => {
    if (Array.isArray(value)) for (const [at, item] of value.entries()) value[at] = turn(item);
    return value;
  };
}

function membersOf(all: readonly (readonly [string, Turn | undefined])[]): Turn | undefined {
  const members = all.filter((member): member is readonly [string, Turn] => member[1] !== undefined);
  if (members.length === 0) return undefined;
  return (value) => {
    if (typeof value !== 'object' || value === null) return value;
    const object = value as Record<string, unknown>;
    for (const [name, turn] of members) if (object[name] !== undefined) object[name] = turn(object[name]);
    return value;
  };
}

/** Whether a `Prefer` header asks for packed lists; preferences are named whatever their case. */
export function prefersPacked(prefer: string | string[] | undefined): boolean {
  const names = [prefer ?? []].flat().flatMap((line) => line.split(',').map((each) => each.split(/[;=]/)[0]?.trim()));
  return names.some((name) => name?.toLowerCase() === PACKED_FLOATS);
}
