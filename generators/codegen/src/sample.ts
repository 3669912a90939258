import {
  type Api,
  type Declaration,
  declarationOf,
  type Json,
  type Primitive,
  type Type,
  type UnionDeclaration,
  unreachable,
} from '@sdkgen/ir';
import { fits } from './fits.ts';

/** Nobody reads more of a list or a text in an example; a document may ask for any length. */
const MOST_ITEMS = 3;
const MOST_CHARACTERS = 40;

/**
 * One JSON value of a type, for examples and tests: the document's own example where it gives one that fits, else one made
 * from the bounds, as far as that is readable. Deterministic.
 */
export function sample(api: Api, type: Type, examples: readonly Json[] = []): Json {
  return examples.find((given) => fits(api, type, given)) ?? made(api, type, new Set());
}

function made(api: Api, type: Type, within: ReadonlySet<string>): Json {
  switch (type.kind) {
    case 'primitive':
      return primitive(type.primitive, type.bounds.minimum ?? 1, type.bounds.minLength ?? 0);
    case 'list':
      if (leadsBack(type.items, within)) return [];
      return Array.from({ length: Math.min(type.bounds.minItems ?? 1, MOST_ITEMS) }, () =>
        made(api, type.items, within),
      );
    case 'map':
      return leadsBack(type.values, within) ? {} : { key: made(api, type.values, within) };
    case 'tuple':
      return type.items.map((item) => made(api, item, within));
    case 'nullable':
      return leadsBack(type.inner, within) ? null : made(api, type.inner, within);
    case 'literal':
      return type.value;
    case 'reference':
      return within.has(type.id) ? {} : declared(api, declarationOf(api, type.id), new Set([...within, type.id]));
    default:
      return unreachable(type);
  }
}

/** What stands in itself ends where it may be empty. */
function leadsBack(type: Type, within: ReadonlySet<string>): boolean {
  return type.kind === 'reference' && within.has(type.id);
}

function declared(api: Api, declaration: Declaration, within: ReadonlySet<string>): Json {
  const self = { kind: 'reference', id: declaration.id } as const;
  const given = declaration.docs.examples.find((example) => fits(api, self, example));
  if (given !== undefined) return given;
  switch (declaration.kind) {
    case 'object':
      return Object.fromEntries(
        declaration.properties
          .filter((property) => property.required)
          .map(({ name, type, docs }) => [
            name.wire,
            docs.examples.find((given) => fits(api, type, given)) ?? made(api, type, within),
          ]),
      );
    case 'enum':
      return declaration.members[0]?.value ?? null;
    case 'union':
      return variant(api, declaration, within);
    case 'alias':
      return made(api, declaration.target, within);
    default:
      return unreachable(declaration);
  }
}

/** The first variant that does not lead back to where it stands, under its tag. */
function variant(api: Api, { variants, match }: UnionDeclaration, within: ReadonlySet<string>): Json {
  const at = variants.findIndex(({ type }) => type.kind !== 'reference' || !within.has(type.id));
  const chosen = variants[at];
  if (!chosen) return null;
  const value = made(api, chosen.type, within);
  const [tag] = match.kind === 'tag' ? (match.tags.find(([, position]) => position === at) ?? []) : [];
  if (match.kind !== 'tag' || tag === undefined || typeof value !== 'object') return value;
  const tagged = { ...value, [match.property]: tag };
  return fits(api, chosen.type, tagged) ? tagged : value;
}

function primitive(kind: Primitive, minimum: number, minLength: number): Json {
  switch (kind) {
    case 'string':
      return 'text'.padEnd(Math.min(minLength, MOST_CHARACTERS), 'x');
    case 'boolean':
      return true;
    case 'int32':
    case 'int64':
    case 'uint64':
    case 'integer':
    case 'unix-time':
      return Math.ceil(minimum);
    case 'float32':
    case 'float64':
    case 'decimal':
      return minimum;
    case 'int64-string':
      return String(Math.ceil(minimum));
    case 'decimal-string':
      return String(minimum);
    case 'date-time':
      return '2025-01-01T00:00:00Z';
    case 'http-date':
      return 'Wed, 01 Jan 2025 00:00:00 GMT';
    case 'date':
      return '2025-01-01';
    case 'time':
      return '12:00:00Z';
    case 'duration':
      return 'PT1H';
    case 'uuid':
      return '00000000-0000-4000-8000-000000000001';
    case 'url':
      return 'https://example.com/';
    case 'base64':
    case 'base64url':
      return 'AQID';
    case 'binary':
      return '';
    case 'json':
      return { any: 'value' };
    default:
      return unreachable(kind);
  }
}
