import { code, Lexeme, Scope } from '@sdkgen/codegen';
import { declarationOf, type EnumDeclaration, type Primitive, type Type, unreachable } from '@sdkgen/ir';
import { identifier, scalarLiteral, stringLiteral } from './literals.ts';
import { isRecursive } from './recursion.ts';
import { annotation, type TypeContext, typeName } from './types.ts';

/**
 * The expressions that read or write a type. Those made of several are constants of their module, made once when it is
 * imported, so that no call pays for putting them together.
 */
export class Codecs {
  readonly #context: TypeContext;
  readonly #direction: Direction;
  readonly #constants = new Map<string, Constant>();
  readonly #scope = new Scope(new Set());

  constructor(context: TypeContext, direction: Direction) {
    this.#context = context;
    this.#direction = direction;
  }

  /** The expression, or the name of the constant that holds it. */
  of(type: Type): Lexeme {
    const expression = this.#expression(type);
    if (!String(expression).includes('(')) return expression;
    const known = this.#constants.get(String(expression));
    if (known) return known.name;
    const words = ['', this.#direction.module, ...wordsOf(type, this.#context)];
    const name = identifier(this.#scope.claim(words.join('_').toUpperCase()));
    this.#constants.set(String(expression), { name, type: this.#direction.annotation(type), expression });
    return name;
  }

  get constants(): readonly Constant[] {
    return [...this.#constants.values()];
  }

  #expression(type: Type): Lexeme {
    const call = (name: string, ...values: readonly Lexeme[]): Lexeme =>
      code`${this.#runtime(name)}(${Lexeme.join(values, ', ')})`;
    switch (type.kind) {
      case 'primitive':
        return type.primitive === 'binary' && this.#direction.module === 'encode'
          ? this.#file()
          : this.#runtime(PRIMITIVES[type.primitive]);
      case 'list':
        if (type.packed) return this.#floats();
        return isFloat(type.items) ? this.#runtime('numbers') : call('list_of', this.#expression(type.items));
      case 'map':
        return call('map_of', this.#expression(type.values));
      case 'tuple': {
        const rest = type.rest ? [code`rest=${this.#expression(type.rest)}`] : [];
        return call('tuple_of', ...type.items.map((item) => this.#expression(item)), ...rest);
      }
      case 'nullable':
        return call('nullable', this.#expression(type.inner));
      case 'literal':
        return call('literal', scalarLiteral(type.value));
      case 'reference':
        return this.#reference(type.id);
      default:
        return unreachable(type);
    }
  }

  /** Under a name no argument has. */
  #file(): Lexeme {
    this.#context.imports.from('._runtime.files', 'file as _file');
    return code`_file`;
  }

  /** What reads or writes lists of floats that may be packed. */
  #floats(): Lexeme {
    const name = `${this.#direction.module}_floats`;
    this.#context.imports.from('._runtime.packed_floats', `${name} as _${name}`);
    return code`_${identifier(name)}`;
  }

  #reference(id: string): Lexeme {
    const declaration = declarationOf(this.#context.api, id);
    switch (declaration.kind) {
      case 'object':
        return this.#direction.object(id);
      case 'enum':
        return this.#direction.enumeration(declaration, (name) => this.#runtime(name));
      case 'alias':
      case 'union':
        return isRecursive(this.#context.api, id) ? this.#direction.named(id) : this.body(id);
      default:
        return unreachable(declaration);
    }
  }

  /** The expression of an alias or a union itself, also where its uses go by a name. */
  body(id: string): Lexeme {
    const declaration = declarationOf(this.#context.api, id);
    if (declaration.kind === 'alias') return this.#expression(declaration.target);
    if (declaration.kind !== 'union') throw new Error(`${id} is printed by name`);
    const variants = declaration.variants.map(({ type }) => this.#expression(type));
    if (declaration.match.kind === 'tag') {
      const { property, tags } = declaration.match;
      const cases = tags.map(
        ([tag, index]) => code`${stringLiteral(tag)}: ${variants[index] ?? this.#runtime('anything')}`,
      );
      return code`${this.#runtime('tagged')}(${stringLiteral(property)}, {${Lexeme.join(cases, ', ')}})`;
    }
    return code`${this.#runtime('first_of')}(${Lexeme.join(variants, ', ')})`;
  }

  #runtime(name: string): Lexeme {
    return code`${identifier(this.#context.imports.from('._runtime', this.#direction.module))}.${identifier(name)}`;
  }
}

interface Constant {
  readonly name: Lexeme;
  readonly type: Lexeme;
  readonly expression: Lexeme;
}

/** Reading or writing: the module of the runtime that does it, and how declared types are named in it. */
export interface Direction {
  readonly module: 'decode' | 'encode';
  object(id: string): Lexeme;
  enumeration(declaration: EnumDeclaration, runtime: (name: string) => Lexeme): Lexeme;
  named(id: string): Lexeme;
  /** Of a constant that reads or writes a type. */
  annotation(type: Type): Lexeme;
}

const SCALARS = { string: 'string', integer: 'integer', number: 'number' } as const;

export function decoding(context: TypeContext, named: (id: string) => Lexeme): Direction {
  return {
    module: 'decode',
    object: (id) => code`${typeName(id, context)}.from_dict`,
    enumeration: ({ id, value }, runtime) =>
      code`${runtime('enum_of')}(${typeName(id, context)}, ${runtime(SCALARS[value])})`,
    named,
    annotation: (type) => code`decode.Decoder[${annotation(type, 'result', context)}]`,
  };
}

export function encoding(object: (id: string) => Lexeme, named: (id: string) => Lexeme): Direction {
  return {
    module: 'encode',
    object,
    enumeration: ({ value }, runtime) => runtime(SCALARS[value]),
    named,
    annotation: () => code`encode.Encoder`,
  };
}

const PRIMITIVES: Readonly<Record<Primitive, string>> = {
  string: 'string',
  boolean: 'boolean',
  int32: 'integer',
  int64: 'integer',
  uint64: 'integer',
  integer: 'integer',
  'int64-string': 'integer_text',
  float32: 'number',
  float64: 'number',
  decimal: 'decimal',
  'decimal-string': 'decimal_text',
  'date-time': 'date_time',
  'http-date': 'http_date',
  'unix-time': 'unix_time',
  date: 'date',
  time: 'string',
  duration: 'string',
  uuid: 'uuid',
  url: 'string',
  base64: 'base64',
  base64url: 'base64url',
  binary: 'anything',
  json: 'anything',
};

function isFloat(type: Type): boolean {
  return type.kind === 'primitive' && (type.primitive === 'float64' || type.primitive === 'float32');
}

/** What a type is called where its codec needs a name. */
function wordsOf(type: Type, context: TypeContext): string[] {
  switch (type.kind) {
    case 'primitive':
      return type.primitive.split('-');
    case 'list':
      return [...(type.packed ? ['packed'] : []), 'list', 'of', ...wordsOf(type.items, context)];
    case 'map':
      return ['map', 'of', ...wordsOf(type.values, context)];
    case 'tuple':
      return ['tuple', 'of', ...type.items.flatMap((item) => wordsOf(item, context))];
    case 'nullable':
      return ['nullable', ...wordsOf(type.inner, context)];
    case 'literal':
      return ['literal'];
    case 'reference':
      return [...declarationOf(context.api, type.id).name.words].map((word) =>
        word.replaceAll(/[^\p{XID_Continue}]/gu, ''),
      );
    default:
      return unreachable(type);
  }
}
