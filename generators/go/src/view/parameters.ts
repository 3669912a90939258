import { code, Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Parameter, type Primitive, type Type, Unsupported, unreachable } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';

/** Where a parameter's text comes from, by what its type is on the wire. */
const TEXTS: Readonly<Record<Primitive, string>> = {
  string: 'TextOf',
  boolean: 'BoolText',
  int32: 'IntegerString',
  int64: 'IntegerString',
  integer: 'TextOf',
  'int64-string': 'IntegerString',
  float32: 'FloatText',
  float64: 'FloatText',
  decimal: 'TextOf',
  'date-time': 'TimeText',
  'http-date': 'HTTPDateText',
  'unix-time': 'UnixTimeText',
  date: 'dateText',
  time: 'TextOf',
  duration: 'TextOf',
  uuid: 'TextOf',
  url: 'TextOf',
  base64: 'BytesText',
  base64url: 'BytesURLText',
  binary: 'BytesText',
  json: '',
};

/** A type with its aliases followed and null left out: null cannot be sent as a parameter. */
export function plain(types: Types, type: Type): Type {
  if (type.kind === 'nullable') return plain(types, type.inner);
  if (type.kind !== 'reference') return type;
  const declaration = declarationOf(types.api, type.id);
  return declaration.kind === 'alias' && !types.isCyclicAlias(declaration) ? plain(types, declaration.target) : type;
}

/** The function that makes a text of a value, or null for what has no single text. */
function textOf(types: Types, given: Type): Lexeme | null {
  const type = plain(types, given);
  switch (type.kind) {
    case 'primitive':
      return named(TEXTS[type.primitive]);
    case 'literal':
      return named(
        {
          string: 'TextOf',
          boolean: 'BoolText',
          number: Number.isSafeInteger(type.value) ? 'IntegerString' : 'FloatText',
        }[typeof type.value as string] ?? '',
      );
    case 'reference': {
      const declaration = declarationOf(types.api, type.id);
      if (declaration.kind !== 'enum') return null;
      return named({ string: 'TextOf', integer: 'IntegerString', number: 'FloatText' }[declaration.value]);
    }
    case 'list':
    case 'map':
    case 'tuple':
    case 'nullable':
      return null;
    default:
      return unreachable(type);
  }
}

function named(name: string): Lexeme | null {
  if (name === '') return null;
  return name === 'dateText' ? identifier(name) : code`core.${identifier(name)}`;
}

/** `core.One(…)`, `core.Many(…)` or `core.Members(…)` around the expression of a value. */
function sourceOf(types: Types, parameter: Parameter, value: Lexeme): Lexeme {
  const type = plain(types, parameter.type);
  const { encode } = types.of(type);
  const text = textOf(types, type);
  if (parameter.style === 'json') return code`core.AsJSON(${value}, ${encode})`;
  if (text) return code`core.One(${text}(${value}))`;
  if (type.kind === 'list') {
    const each = textOf(types, type.items);
    return each ? code`core.Many(${value}, ${each})` : refuse(parameter);
  }
  if (type.kind === 'tuple') {
    const each = type.items[0] ? textOf(types, type.items[0]) : null;
    return each && types.of(type).text.toString().startsWith('[2]')
      ? code`core.Many((${value})[:], ${each})`
      : refuse(parameter);
  }
  if (type.kind === 'primitive') return code`core.AsJSON(${value}, ${encode})`;
  return code`core.Members(${value}, ${encode})`;
}

function refuse(parameter: Parameter): never {
  throw new Unsupported(
    parameter.pointer,
    'parameter-style',
    `the parameter ${JSON.stringify(parameter.name.wire)} is a list of things that have no text of their own`,
    'Give the parameter JSON content instead of a style.',
  );
}

/** `core.Form | core.Explode`. */
function styleOf({ style, explode, allowReserved }: Parameter): Lexeme {
  const name = style === 'json' ? 'Form' : style.charAt(0).toUpperCase() + style.slice(1);
  const flags = [code`core.${identifier(name)}`];
  if (explode && style !== 'json') flags.push(code`core.Explode`);
  if (allowReserved) flags.push(code`core.AllowReserved`);
  return Lexeme.join(flags, ' | ');
}

/** A path parameter as a piece of the path. */
export function segment(types: Types, parameter: Parameter, value: Lexeme): Lexeme {
  const wire = stringLiteral(parameter.name.wire);
  const text = textOf(types, parameter.type);
  if (parameter.style === 'simple' && text) return code`call.Segment(${wire}, ${text}(${value}))`;
  return code`call.Styled(${wire}, ${styleOf(parameter)}, ${sourceOf(types, parameter, value)})`;
}

/** A statement that adds a query, header or cookie parameter. */
export function added(types: Types, parameter: Parameter, value: Lexeme): Lexeme {
  const method = { query: 'Query', header: 'Header', cookie: 'Cookie', path: 'Path' }[parameter.in];
  const wire = stringLiteral(parameter.name.wire);
  return code`call.${identifier(method)}(${wire}, ${styleOf(parameter)}, ${sourceOf(types, parameter, value)})`;
}
