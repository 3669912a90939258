import { code, Lexeme } from '@sdkgen/codegen';
import {
  type Api,
  type DeclarationId,
  declarationOf,
  type LiteralType,
  type PrimitiveType,
  type TupleType,
  type Type,
  Unsupported,
  unreachable,
} from '@sdkgen/ir';
import type { Imports } from './imports.ts';
import { identifier } from './literals.ts';
import type { Names } from './names.ts';
import type { Recursion } from './recursion.ts';

/** What deciding a type needs to know. `within` is the declaration it stands in, for boxes. */
export interface Context {
  readonly api: Api;
  readonly names: Names;
  readonly recursion: Recursion;
  readonly imports: Imports;
  readonly within: DeclarationId | null;
}

const plain = (text: string): Lexeme => identifier(text);

/** The Rust type of a value, importing what it names. */
export function nativeType(context: Context, type: Type): Lexeme {
  switch (type.kind) {
    case 'primitive':
      return primitiveType(context, type);
    case 'list':
      return code`Vec<${nativeType(apart(context), type.items)}>`;
    case 'map':
      return mapType(context, type.values);
    case 'tuple':
      return tupleType(context, type);
    case 'nullable':
      return code`Option<${nativeType(context, type.inner)}>`;
    case 'literal':
      return literalType(type);
    case 'reference':
      return referenceType(context, type.id);
    default:
      return unreachable(type);
  }
}

export function mapType(context: Context, values: Type): Lexeme {
  if (values.kind === 'primitive' && values.primitive === 'json') return own(context, 'JsonObject');
  context.imports.add('std::collections', 'BTreeMap');
  return code`BTreeMap<String, ${nativeType(apart(context), values)}>`;
}

/** Inside a list or map nothing needs a box: they keep their items elsewhere. */
export const apart = (context: Context): Context => ({ ...context, within: null });

function own({ imports }: Context, name: string): Lexeme {
  imports.own(name);
  return identifier(name);
}

function referenceType(context: Context, id: DeclarationId): Lexeme {
  const name = own(context, context.names.type(id));
  return context.within !== null && context.recursion.boxed(context.within, id) ? code`Box<${name}>` : name;
}

function primitiveType(context: Context, type: PrimitiveType): Lexeme {
  switch (type.primitive) {
    case 'string':
    // As text: nothing of the standard library or chrono keeps these as they are.
    case 'time':
    case 'duration':
    case 'uuid':
    case 'url':
      return plain('String');
    case 'boolean':
      return plain('bool');
    case 'int32':
      return plain('i32');
    case 'int64':
      return plain('i64');
    case 'uint64':
      return plain('u64');
    case 'integer':
      return isSmall(type) ? plain('i64') : own(context, 'Integer');
    case 'float32':
      return plain('f32');
    case 'float64':
      return plain('f64');
    case 'decimal':
      return own(context, 'Number');
    case 'decimal-string':
      return own(context, 'DecimalText');
    case 'int64-string':
      return own(context, 'Int64Text');
    case 'date-time':
      return dateTime(context);
    case 'http-date':
      return own(context, 'HttpDate');
    case 'unix-time':
      return own(context, 'UnixTime');
    case 'date':
      context.imports.add('chrono', 'NaiveDate');
      return plain('NaiveDate');
    case 'base64':
      return own(context, 'Base64');
    case 'base64url':
      return own(context, 'Base64Url');
    case 'binary':
      return own(context, 'File');
    case 'json':
      return own(context, 'Json');
    default:
      return unreachable(type.primitive);
  }
}

export function dateTime(context: Context): Lexeme {
  context.imports.add('chrono', 'DateTime');
  context.imports.add('chrono', 'FixedOffset');
  return code`DateTime<FixedOffset>`;
}

/** Whether stated bounds keep an integer of any size within 64 bits. */
function isSmall({ bounds }: PrimitiveType): boolean {
  const low = bounds.minimum ?? bounds.exclusiveMinimum;
  const high = bounds.maximum ?? bounds.exclusiveMaximum;
  return low !== undefined && high !== undefined && low >= Number.MIN_SAFE_INTEGER && high <= Number.MAX_SAFE_INTEGER;
}

/** The standard library implements its traits for tuples of up to twelve. */
const LONGEST_TUPLE = 12;

function tupleType(context: Context, { items, rest }: TupleType): Lexeme {
  if (items.length > LONGEST_TUPLE) {
    throw new Unsupported(
      context.within ?? '',
      'tuple-too-long',
      `Rust has no tuples of ${items.length}`,
      `Use at most ${LONGEST_TUPLE} prefixItems.`,
    );
  }
  if (items.length === 0)
    return rest ? code`Vec<${nativeType(apart(context), rest)}>` : code`[${own(context, 'Json')}; 0]`;
  const parts = items.map((item) => nativeType(context, item));
  const fixed = parts.length === 1 ? code`(${parts[0] ?? plain('String')},)` : code`(${Lexeme.join(parts, ', ')})`;
  return rest ? code`${own(context, 'Tail')}<${fixed}, ${nativeType(apart(context), rest)}>` : fixed;
}

function literalType({ value }: LiteralType): Lexeme {
  switch (typeof value) {
    case 'string':
      return plain('String');
    case 'boolean':
      return plain('bool');
    case 'number':
      return plain(Number.isInteger(value) ? 'i64' : 'f64');
    default:
      return code`()`;
  }
}

/** The type behind aliases that are no types of their own. */
export function resolved(context: Pick<Context, 'api' | 'recursion'>, type: Type): Type {
  if (type.kind !== 'reference') return type;
  const declaration = declarationOf(context.api, type.id);
  const isTransparent = declaration.kind === 'alias' && !context.recursion.isCircularAlias(type.id);
  return isTransparent ? resolved(context, declaration.target) : type;
}

/** Whether a value holds floats outside models of their own, which check theirs themselves. */
export function holdsFloats(context: Pick<Context, 'api' | 'recursion'>, type: Type): boolean {
  const inner = resolved(context, type);
  switch (inner.kind) {
    case 'primitive':
      return inner.primitive === 'float32' || inner.primitive === 'float64';
    case 'list':
      return holdsFloats(context, inner.items);
    case 'map':
      return holdsFloats(context, inner.values);
    case 'nullable':
      return holdsFloats(context, inner.inner);
    case 'tuple':
    case 'literal':
    case 'reference':
      return false;
    default:
      return unreachable(inner);
  }
}
