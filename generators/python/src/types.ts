import { code, Lexeme } from '@sdkgen/codegen';
import {
  type Api,
  type Declaration,
  declarationOf,
  type EnumDeclaration,
  type Primitive,
  type ReferenceType,
  type Type,
  unreachable,
} from '@sdkgen/ir';
import type { Imports } from './imports.ts';
import { identifier, scalarLiteral } from './literals.ts';
import type { PythonNames } from './names.ts';
import { isRecursive } from './recursion.ts';

/** Where an annotation stands, which decides how much it admits. */
export type Use =
  /** What is received: exact types. */
  | 'result'
  /** A member of an object users make as well. */
  | 'member'
  /** What users pass: anything that can be understood as it. */
  | 'input';

export interface TypeContext {
  readonly api: Api;
  readonly names: PythonNames;
  readonly imports: Imports;
  /** What only annotations need. The same as `imports` where modules need it to run as well. */
  readonly hints: Imports;
  /** Whether types of the API are named through the module they are in. */
  readonly qualified: boolean;
  /** Told of every declared type that is named. */
  readonly mention?: (id: string, name: string) => void;
  /** Which of the two clients it is for; absent where it is for both. */
  readonly flavour?: 'sync' | 'async';
}

/** The annotation of a type. */
export function annotation(type: Type, use: Use, context: TypeContext): Lexeme {
  return alternatives(parts(type, use, context));
}

/** The annotation of something that may also be these. */
export function annotationOr(type: Type, use: Use, context: TypeContext, ...others: readonly Lexeme[]): Lexeme {
  return alternatives([...parts(type, use, context), ...others]);
}

/** Or not given at all, where that is not null. */
export function annotationOrUnset(type: Type, use: Use, context: TypeContext, imports: Imports): Lexeme {
  const known = annotation(type, use, context);
  return `${known}` === 'Any'
    ? known
    : annotationOr(type, use, context, identifier(imports.from('._runtime.unset', 'Unset')));
}

export const NONE = code`None`;

/** Joined by `|`, each once, `None` last; with `Any` among them there is nothing more to say. */
export function alternatives(parts: readonly Lexeme[]): Lexeme {
  const texts = new Map(parts.map((part) => [String(part), part]));
  const any = texts.get('Any');
  if (any) return any;
  const none = texts.delete('None');
  return Lexeme.join([...texts.values(), ...(none ? [NONE] : [])], ' | ');
}

/** The name of a declared type as this module sees it. */
export function typeName(id: string, { names, hints, qualified, mention }: TypeContext, dict = false): Lexeme {
  const found = names.types.get(id);
  if (!found) throw new Error(`no name for ${id}`);
  const text = dict ? found.dict : found.type;
  mention?.(id, text);
  const name = identifier(text);
  return qualified ? code`${identifier(hints.from('.', 'models'))}.${name}` : name;
}

function parts(type: Type, use: Use, context: TypeContext): Lexeme[] {
  const { hints } = context;
  const inner = (each: Type): Lexeme => annotation(each, use, context);
  switch (type.kind) {
    case 'primitive':
      return primitive(type.primitive, use, context);
    case 'list':
      return [code`${collection('list', 'Sequence', use, hints)}[${inner(type.items)}]`];
    case 'map':
      return [code`${collection('dict', 'Mapping', use, hints)}[str, ${inner(type.values)}]`];
    case 'tuple':
      return [tuple(type.items.map(inner), type.rest && inner(type.rest), use, hints)];
    case 'nullable':
      return [...parts(type.inner, use, context), NONE];
    case 'literal':
      return [literal(type.value, hints)];
    case 'reference':
      return reference(type, declarationOf(context.api, type.id), use, context);
    default:
      return unreachable(type);
  }
}

function collection(exact: 'list' | 'dict', open: 'Sequence' | 'Mapping', use: Use, imports: Imports): Lexeme {
  return identifier(use === 'result' ? exact : imports.from('collections.abc', open));
}

function tuple(items: readonly Lexeme[], rest: Lexeme | null, use: Use, imports: Imports): Lexeme {
  if (!rest) return code`tuple[${items.length > 0 ? Lexeme.join(items, ', ') : code`()`}]`;
  return code`${collection('list', 'Sequence', use, imports)}[${alternatives([...items, rest])}]`;
}

function literal(value: string | number | boolean | null, imports: Imports): Lexeme {
  if (value === null) return NONE;
  if (typeof value === 'number' && !Number.isInteger(value)) return code`float`;
  return code`${identifier(imports.from('typing', 'Literal'))}[${scalarLiteral(value)}]`;
}

function reference(type: ReferenceType, declaration: Declaration, use: Use, context: TypeContext): Lexeme[] {
  const name = () => typeName(type.id, context);
  switch (declaration.kind) {
    case 'object':
      return use === 'input' ? [name(), typeName(type.id, context, true)] : [name()];
    case 'enum':
      return use === 'result' ? [name()] : [name(), ...rawEnum(declaration, context)];
    case 'alias':
      return isRecursive(context.api, type.id) ? [name()] : parts(declaration.target, use, context);
    case 'union':
      return isRecursive(context.api, type.id) ? [name()] : variants(declaration.variants, use, context);
    default:
      return unreachable(declaration);
  }
}

/** The variants of a union, and the case of one this version does not know. */
export function variants(list: readonly { readonly type: Type }[], use: Use, context: TypeContext): Lexeme[] {
  const unknown = identifier(context.hints.from('._runtime.model', 'Unknown'));
  return [...list.flatMap(({ type }) => parts(type, use, context)), unknown];
}

/** What callers may write instead of a constant: any value of an open enumeration, the listed ones of a closed one. */
function rawEnum({ open, value, members }: EnumDeclaration, { hints }: TypeContext): Lexeme[] {
  if (open || value === 'number') return [identifier({ string: 'str', integer: 'int', number: 'float' }[value])];
  const literals = members.map((member) => scalarLiteral(member.value));
  return [code`${identifier(hints.from('typing', 'Literal'))}[${Lexeme.join(literals, ', ')}]`];
}

function primitive(kind: Primitive, use: Use, { hints: imports, flavour }: TypeContext): Lexeme[] {
  const text = use === 'input' ? [code`str`] : [];
  switch (kind) {
    case 'string':
    case 'url':
    case 'time':
    case 'duration':
      return [code`str`];
    case 'boolean':
      return [code`bool`];
    case 'int32':
    case 'int64':
    case 'uint64':
    case 'integer':
    case 'int64-string':
      return [code`int`];
    case 'float32':
    case 'float64':
      return [code`float`];
    case 'decimal':
    case 'decimal-string':
      return [identifier(imports.from('decimal', 'Decimal')), ...(use === 'input' ? [code`int`] : [])];
    case 'date-time':
    case 'http-date':
      return [code`${identifier(imports.module('datetime', 'dt'))}.datetime`, ...text];
    case 'unix-time':
      return [code`${identifier(imports.module('datetime', 'dt'))}.datetime`];
    case 'date':
      return [code`${identifier(imports.module('datetime', 'dt'))}.date`, ...text];
    case 'uuid':
      return [identifier(imports.from('uuid', 'UUID')), ...text];
    case 'base64':
    case 'base64url':
      return [code`bytes`];
    case 'binary':
      return [octets(use, flavour, imports)];
    case 'json':
      return [identifier(imports.from('typing', 'Any'))];
    default:
      return unreachable(kind);
  }
}

/** Octets: a file where they are sent, a body that is read as it comes where they are received. */
function octets(use: Use, flavour: TypeContext['flavour'], imports: Imports): Lexeme {
  if (use !== 'result') return identifier(imports.from('._runtime.files', 'FileContent'));
  if (flavour === 'sync') return identifier(imports.from('._runtime.sync_download', 'Download'));
  return flavour === 'async' ? identifier(imports.from('._runtime.async_download', 'AsyncDownload')) : code`bytes`;
}
