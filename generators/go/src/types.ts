import { code, Lexeme, Scope } from '@sdkgen/codegen';
import {
  type Api,
  type Declaration,
  type DeclarationId,
  declarationOf,
  type EnumDeclaration,
  type Primitive,
  reachable,
  type TupleType,
  type Type,
  typesIn,
  unreachable,
} from '@sdkgen/ir';
import { literal } from './literal-type.ts';
import { identifier, qualified } from './literals.ts';
import { claim, type Names } from './names.ts';
import { PRIMITIVES } from './primitives.ts';
import { NONE } from './reserved.ts';
import { label } from './tuple-label.ts';

/** A Go type with what reads and writes it. */
export interface GoType {
  readonly text: Lexeme;
  /** A function value `func(*core.Decoder) T`. */
  readonly decode: Lexeme;
  /** A function value `func(*core.Encoder, T)`. */
  readonly encode: Lexeme;
  /** How nothing looks: nil of the type itself, or of a pointer to it. */
  readonly nil: 'list' | 'map' | 'any' | 'pointer';
  /** Packages of the standard library the text mentions. */
  readonly imports: readonly string[];
}

/** A tuple of unlike things: Go has none, so it is a struct. */
export interface TupleStruct {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: GoType }[];
  readonly rest: GoType | null;
}

/** Native types, and how names of this package are written: bare inside it, qualified in examples. */
export class Types {
  readonly api: Api;
  readonly names: Names;
  /** Types of our own that the document needs. */
  readonly used: Set<string>;
  readonly #package: string | null;
  readonly #tuples: Map<string, TupleStruct>;
  #judged: ReadonlySet<DeclarationId> | undefined;
  readonly #cyclic = new Map<DeclarationId, boolean>();

  constructor(api: Api, names: Names, packageName: string | null = null, shared?: Types) {
    this.api = api;
    this.names = names;
    this.#package = packageName;
    this.#tuples = shared ? shared.#tuples : new Map();
    this.used = shared ? shared.used : new Set();
  }

  /** The same types as seen from another package. */
  from(packageName: string): Types {
    return new Types(this.api, this.names, packageName, this);
  }

  /** Structs for the tuples met so far, in order of their names. */
  get tuples(): TupleStruct[] {
    return [...this.#tuples.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  own(name: string): Lexeme {
    return qualified(this.#package, name);
  }

  of(type: Type): GoType {
    switch (type.kind) {
      case 'primitive':
        return this.#primitive(type.primitive);
      case 'list':
        return type.packed ? this.#packedList(this.of(type.items)) : this.#list(this.of(type.items));
      case 'map':
        return this.#map(this.of(type.values));
      case 'tuple':
        return this.#tuple(type);
      case 'nullable':
        return this.nullable(this.of(type.inner));
      case 'literal':
        return literal(type);
      case 'reference':
        return this.#reference(declarationOf(this.api, type.id));
      default:
        return unreachable(type);
    }
  }

  /** Whether a value is a struct of ours, which methods give back as a pointer. */
  isStruct(type: Type): boolean {
    if (type.kind === 'tuple') return !this.#pair(type);
    if (type.kind !== 'reference') return false;
    const declaration = declarationOf(this.api, type.id);
    if (declaration.kind === 'alias' && !this.isCyclicAlias(declaration)) return this.isStruct(declaration.target);
    return declaration.kind !== 'enum';
  }

  /** JSON null as nil. */
  nullable(inner: GoType): GoType {
    if (inner.nil === 'any') return inner;
    if (inner.nil === 'pointer')
      return {
        text: code`*${inner.text}`,
        decode: code`core.PointerTo(${inner.decode})`,
        encode: code`core.EncodePointerTo(${inner.encode})`,
        nil: 'any',
        imports: inner.imports,
      };
    const encode = inner.nil === 'list' ? code`core.EncodeListOrNull` : code`core.EncodeMapOrNull`;
    return {
      ...inner,
      decode: code`core.OrNull(${inner.decode})`,
      encode: code`${encode}(${inner.encode})`,
      nil: 'any',
    };
  }

  /** Whether a value of this type would hold itself, and so must be pointed to. */
  isRecursive(type: Type): boolean {
    if (type.kind !== 'reference') return false;
    const declaration = declarationOf(this.api, type.id);
    if (declaration.kind === 'alias') return !this.isCyclicAlias(declaration) && this.isRecursive(declaration.target);
    return declaration.kind === 'object' && declaration.recursive;
  }

  /** An alias that comes back to itself without an object between is a type of its own in Go. */
  isCyclicAlias(declaration: Declaration): boolean {
    const known = this.#cyclic.get(declaration.id);
    if (known !== undefined) return known;
    const cyclic = declaration.kind === 'alias' && this.#reaches(declaration, declaration.id, new Set());
    this.#cyclic.set(declaration.id, cyclic);
    return cyclic;
  }

  /** Whether the values of an enum decide which variant of a union something is. */
  isJudged(declaration: EnumDeclaration): boolean {
    this.#judged ??= judgedEnums(this.api);
    return declaration.members.length > 0 && this.#judged.has(declaration.id);
  }

  #reaches(from: Declaration, goal: DeclarationId, seen: Set<DeclarationId>): boolean {
    if (from.kind !== 'alias' || seen.has(from.id)) return false;
    seen.add(from.id);
    const next = typesIn(from).flatMap(mentioned);
    return next.some((id) => id === goal || this.#reaches(declarationOf(this.api, id), goal, seen));
  }

  #primitive(primitive: Primitive): GoType {
    const { text, codec, generic, nil } = PRIMITIVES[primitive];
    if (text === 'File') {
      this.used.add(text);
      return this.#named(text);
    }
    const isOwn = text === 'Date' || text === 'Decimal';
    if (isOwn) this.used.add(text);
    const type = isOwn ? this.own(text) : Lexeme.escaped(text);
    const parameter = generic ? code`[${type}]` : code``;
    const source = text === 'Date' ? '' : 'core.';
    const date = this.#package === null ? ['decodeDate', 'encodeDate'] : ['date', 'dateText'];
    const [decode, encode] = text === 'Date' ? date : [codec, `Encode${codec}`];
    return {
      text: type,
      decode: code`${Lexeme.escaped(source + decode)}${parameter}`,
      encode: code`${Lexeme.escaped(source + encode)}${parameter}`,
      nil: nil ?? 'pointer',
      imports: text === 'time.Time' ? ['time'] : [],
    };
  }

  #list(items: GoType): GoType {
    return {
      text: code`[]${items.text}`,
      decode: code`core.ListOf(${items.decode})`,
      encode: code`core.EncodeListOf(${items.encode})`,
      nil: 'list',
      imports: items.imports,
    };
  }

  /** A list whose codec also knows it as base64. */
  #packedList(items: GoType): GoType {
    this.used.add('packed');
    return {
      ...this.#list(items),
      decode: code`core.PackedListOf(${items.decode})`,
      encode: code`core.EncodePackedListOf(${items.encode})`,
    };
  }

  #map(values: GoType): GoType {
    return {
      text: code`map[string]${values.text}`,
      decode: code`core.MapOf(${values.decode})`,
      encode: code`core.EncodeMapOf(${values.encode})`,
      nil: 'map',
      imports: values.imports,
    };
  }

  #tuple(type: TupleType): GoType {
    const first = this.#pair(type);
    if (first)
      return {
        text: code`[2]${first.text}`,
        decode: code`core.PairOf(${first.decode})`,
        encode: code`core.EncodePairOf(${first.encode})`,
        nil: 'pointer',
        imports: first.imports,
      };
    return this.#named(this.#tupleStruct(type).name);
  }

  /** What both of two positions are, where they are alike. */
  #pair(type: TupleType): GoType | null {
    const [first, second] = type.items.map((item) => this.of(item));
    const isPair = type.items.length === 2 && !type.rest && String(first?.decode) === String(second?.decode);
    return isPair ? (first ?? null) : null;
  }

  #tupleStruct(type: TupleType): TupleStruct {
    const bare = this.#package === null ? this : new Types(this.api, this.names, null, this);
    const key = JSON.stringify(type, (name, value) => (name === 'bounds' ? undefined : value));
    const known = this.#tuples.get(key);
    if (known) return known;
    const name = this.names.claim(`Tuple${type.items.map(label(this.names)).join('')}${type.rest ? 'Rest' : ''}`);
    // Noted before its parts are looked at: they may mention it again.
    const made = { name, fields: [] as TupleStruct['fields'][number][], rest: null as GoType | null };
    this.#tuples.set(key, made);
    const scope = new Scope(NONE);
    for (const [index, item] of type.items.entries()) {
      const inner = bare.of(item);
      made.fields.push({
        name: claim(scope, `Item${index}`),
        type: bare.isRecursive(item) ? bare.nullable(inner) : inner,
      });
    }
    made.rest = type.rest ? bare.of(type.rest) : null;
    return made;
  }

  #reference(declaration: Declaration): GoType {
    switch (declaration.kind) {
      case 'object':
      case 'union':
        return this.#named(this.names.type(declaration.id));
      case 'enum':
        return this.#enum(declaration);
      case 'alias':
        return this.isCyclicAlias(declaration)
          ? this.#named(this.names.type(declaration.id))
          : { ...this.of(declaration.target), text: this.own(this.names.type(declaration.id)), imports: [] };
      default:
        return unreachable(declaration);
    }
  }

  #named(name: string): GoType {
    return {
      text: this.own(name),
      decode: this.#package === null ? identifier(`decode${name}`) : code`model[${this.own(name)}]`,
      encode: this.#package === null ? identifier(`encode${name}`) : code`marshal[${this.own(name)}]`,
      nil: 'pointer',
      imports: [],
    };
  }

  #enum(declaration: EnumDeclaration): GoType {
    const name = this.names.type(declaration.id);
    const text = this.own(name);
    const codec = ENUM_CODECS[declaration.value];
    const isJudged = this.#package === null && this.isJudged(declaration);
    return {
      text,
      decode: isJudged ? identifier(`decode${name}`) : code`core.${identifier(codec)}[${text}]`,
      encode: code`core.${identifier(`Encode${codec}`)}[${text}]`,
      nil: 'pointer',
      imports: [],
    };
  }
}

/** The runtime's codec of an enum, by what its values are. */
export const ENUM_CODECS = { string: 'Text', integer: 'Integer', number: 'Number' } as const;

/** All that lies within a union whose variants are told apart by whether they fit. */
function judgedEnums(api: Api): Set<DeclarationId> {
  const unions = [...api.declarations.values()].filter(
    (declaration) => declaration.kind === 'union' && declaration.match.kind === 'first-fit',
  );
  return reachable(api, unions.flatMap(typesIn));
}

/** The alias references inside a type, at any depth: lists and maps do not end a cycle of Go types. */
function mentioned(type: Type): DeclarationId[] {
  switch (type.kind) {
    case 'reference':
      return [type.id];
    case 'list':
      return mentioned(type.items);
    case 'map':
      return mentioned(type.values);
    case 'nullable':
      return mentioned(type.inner);
    case 'tuple':
      return [...type.items, ...(type.rest ? [type.rest] : [])].flatMap(mentioned);
    case 'primitive':
    case 'literal':
      return [];
    default:
      return unreachable(type);
  }
}
