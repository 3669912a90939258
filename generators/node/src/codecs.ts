import { code, Lexeme, oncePer } from '@sdkgen/codegen';
import {
  type Api,
  type DeclarationId,
  declarationOf,
  type EnumDeclaration,
  type Primitive,
  type Type,
  typesIn,
  unreachable,
} from '@sdkgen/ir';
import { identifier, scalar } from './literals.ts';
import type { Names } from './names.ts';
import { safePrimitive } from './types.ts';

/** The expression of a type's codec. `prefix` stands before codecs of declarations where they are imported. */
export function codecOf(type: Type, api: Api, names: Names, prefix = code``): Lexeme {
  const inner = (one: Type): Lexeme => codecOf(one, api, names, prefix);
  switch (type.kind) {
    case 'primitive':
      return primitiveCodec(safePrimitive(type));
    case 'list':
      return type.packed ? code`packed.floats` : code`wire.list(${inner(type.items)})`;
    case 'map':
      return code`wire.map(${inner(type.values)})`;
    case 'tuple':
      return code`wire.tuple([${Lexeme.join(type.items.map(inner), ', ')}]${type.rest ? code`, ${inner(type.rest)}` : code``})`;
    case 'nullable':
      return code`wire.nullable(${inner(type.inner)})`;
    case 'literal':
      return code`wire.literal(${scalar(type.value)})`;
    case 'reference': {
      const declaration = declarationOf(api, type.id);
      if (declaration.kind === 'enum') return enumCodec(declaration, api);
      return code`${prefix}${identifier(names.codec(type.id))}`;
    }
    default:
      return unreachable(type);
  }
}

/** Octets are never inside JSON, but a body or part of their own. */
function primitiveCodec(primitive: Primitive): Lexeme {
  return primitive === 'binary' ? code`uploads.file` : code`wire.${PRIMITIVES[primitive]}`;
}

/** Members not known yet are kept, so an enum travels as its base type does; some also help to tell variants apart. */
function enumCodec({ id, value, members }: EnumDeclaration, api: Api): Lexeme {
  const base = code`wire.${ENUM_BASES[value]}`;
  if (!telling(api).has(id)) return base;
  const values = members.map((member) => scalar(member.value));
  return code`wire.listed(${base}, [${Lexeme.join(values, ', ')}])`;
}

/** Enums by which variants of a union without a tag may be told apart: variants themselves, or members of them. */
const telling = oncePer((api: Api): ReadonlySet<DeclarationId> => {
  const unions = [...api.declarations.values()].filter((one) => one.kind === 'union' && one.match.kind === 'first-fit');
  return new Set(unions.flatMap((union) => typesIn(union)).flatMap((type) => enumsIn(api, type, 2)));
});

function enumsIn(api: Api, type: Type, depth: number): DeclarationId[] {
  if (type.kind === 'nullable') return enumsIn(api, type.inner, depth);
  if (type.kind !== 'reference') return [];
  const declaration = declarationOf(api, type.id);
  if (declaration.kind === 'enum') return [type.id];
  return depth === 0 ? [] : typesIn(declaration).flatMap((one) => enumsIn(api, one, depth - 1));
}

const ENUM_BASES = { string: code`text`, integer: code`integer`, number: code`float` };

const PRIMITIVES: Readonly<Record<Exclude<Primitive, 'binary'>, Lexeme>> = {
  string: code`text`,
  boolean: code`boolean`,
  int32: code`int`,
  int64: code`integer`,
  uint64: code`integer`,
  integer: code`integer`,
  'int64-string': code`integerText`,
  float32: code`float`,
  float64: code`float`,
  decimal: code`decimal`,
  'decimal-string': code`decimalText`,
  'date-time': code`dateTime`,
  'http-date': code`httpDate`,
  'unix-time': code`unixTime`,
  date: code`date`,
  time: code`text`,
  duration: code`text`,
  uuid: code`text`,
  url: code`text`,
  base64: code`base64`,
  base64url: code`base64url`,
  json: code`json`,
};
