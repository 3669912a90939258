import { Scope } from '@sdkgen/codegen';
import type { Api, DeclarationId, EnumMember, Name, ObjectDeclaration, Operation, UnionDeclaration } from '@sdkgen/ir';
import { CLIENT_METHODS, MODEL_METHODS, PACKAGE } from './reserved.ts';

/** Spelled in capitals by Go's conventions, singular and plural. */
const INITIALISMS = new Set(
  (
    'acl api ascii cpu css db dns eof guid html http https id ip json jwt mcp qps ram rpc sla smtp sql sse ssh tcp tls ttl udp ' +
    'ui uid uri url utf8 uuid vm xml xsrf xss'
  ).split(' '),
);

/** An exported Go name. Scripts without capitals get an X before them, as they would not be exported otherwise. */
export function exported(name: Name): string {
  const text = name.words.map((word) => legal(capital(word))).join('');
  return /^\p{Lu}/u.test(text) ? text : `X${text}`;
}

/** The same name for a variable: its leading capitals made small. */
export function unexported(name: string): string {
  return name.replace(/^(?:\p{Lu}(?!\p{Lu}\p{Ll})|\p{Lu})+?(?=\p{Lu}\p{Ll}|\P{Lu}|$)/u, (head) => head.toLowerCase());
}

/**
 * The first free rung for a name: itself, then with a 2, a 3, … Underscores are not for Go's names. A number that would run
 * into a digit is set apart, so that `Level1` taken twice does not become `Level12`.
 */
export function claim(scope: Scope, ideal: string): string {
  const apart = /\p{Nd}$/u.test(ideal) ? 'V' : '';
  for (let rung = 1; ; rung++) {
    const candidate = rung === 1 ? ideal : `${ideal}${apart}${rung}`;
    if (scope.tryClaim(candidate)) return candidate;
  }
}

/** A file name's stem. */
export function fileStem(name: Name): string {
  return name.words.join('_').replaceAll(/[^\p{L}\p{Nd}_]/gu, '') || 'other';
}

function capital(word: string): string {
  if (INITIALISMS.has(word)) return word.toUpperCase();
  if (word.endsWith('s') && INITIALISMS.has(word.slice(0, -1))) return `${word.slice(0, -1).toUpperCase()}s`;
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  return first.toUpperCase() + word.slice(first.length);
}

/** Marks and signs that are part of words but not of Go identifiers become their code points. */
function legal(word: string): string {
  return word.replaceAll(/[^\p{L}\p{Nd}_]/gu, (sign) => `U${sign.codePointAt(0)?.toString(16)}`);
}

/** The part of a constant's name that is its value's: after the type's name it may begin with a digit. */
function valueName({ name, value }: EnumMember): string {
  if (typeof value === 'number' && name.wire === String(value))
    return name.wire
      .replace('-', 'Minus')
      .replace('.', 'Point')
      .replaceAll(/[^A-Za-z0-9]/g, '');
  return exported(name).replace(/^X(?=\p{Nd})/u, '');
}

export interface Fields {
  /** By wire name, in the order of the properties. */
  readonly named: ReadonlyMap<string, string>;
  /** The field that keeps members the document does not name. */
  readonly extra: string;
}

interface Claimed {
  readonly fields: readonly string[];
  readonly extra: string;
}

export interface OperationNames {
  readonly method: string;
  /** The page-by-page variant of paged operations. */
  readonly pages: string;
  readonly params: string;
  readonly outcome: string;
  readonly failure: string;
  /** The type that reads the headers of an answer. */
  readonly headers: string;
}

/** Every identifier of a package, settled before anything is rendered. */
export class Names {
  readonly types: ReadonlyMap<DeclarationId, string>;
  readonly operations: ReadonlyMap<Operation, OperationNames>;
  /** Methods that follow a stream by WebSocket. */
  readonly feeds: ReadonlyMap<Operation, string>;
  readonly #scope: Scope;
  readonly #constants = new Map<EnumMember, string>();
  readonly #fields = new Map<object, Claimed>();

  constructor(api: Api, alsoReserved: readonly string[]) {
    this.#scope = new Scope(new Set([...PACKAGE, ...alsoReserved]));
    this.types = new Map([...api.declarations.values()].map(({ id, name }) => [id, this.claim(exported(name))]));
    for (const declaration of api.declarations.values()) {
      if (declaration.kind !== 'enum') continue;
      for (const member of declaration.members)
        this.#constants.set(member, this.claim(`${this.type(declaration.id)}${valueName(member)}`));
    }
    const methods = new Scope(CLIENT_METHODS);
    this.operations = new Map(api.operations.map((operation) => [operation, this.#operation(operation, methods)]));
    // After all operations: none of them loses its own name to a feed.
    this.feeds = new Map(
      api.operations.flatMap((operation) => {
        const feed = operation.shape.kind === 'events' ? operation.shape.websocket : null;
        return feed ? [[operation, claim(methods, exported(feed.name))] as const] : [];
      }),
    );
  }

  claim(ideal: string): string {
    return claim(this.#scope, ideal);
  }

  type(id: DeclarationId): string {
    return found(this.types.get(id), id);
  }

  constant(member: EnumMember): string {
    return found(this.#constants.get(member), String(member.value));
  }

  operation(operation: Operation): OperationNames {
    return found(this.operations.get(operation), operation.pointer);
  }

  /** Fields of an object: the document's first, so that ours give way. */
  fields(declaration: ObjectDeclaration): Fields {
    const names = declaration.properties.map(({ name }) => name);
    const { fields, extra } = this.#remember(declaration, names, 'Extra');
    return { named: new Map(names.map(({ wire }, index) => [wire, fields[index] ?? ''])), extra };
  }

  /** Fields of a union, one a variant, in their order: two variants may have one name. */
  variants(declaration: UnionDeclaration): Claimed {
    return this.#remember(
      declaration,
      declaration.variants.map(({ name }) => name),
      'Unknown',
    );
  }

  #remember(owner: object, names: readonly Name[], ours: string): Claimed {
    const known = this.#fields.get(owner);
    if (known) return known;
    const scope = new Scope(MODEL_METHODS);
    const fields = names.map((name) => claim(scope, exported(name)));
    const claimed = { fields, extra: claim(scope, ours) };
    this.#fields.set(owner, claimed);
    return claimed;
  }

  #operation(operation: Operation, methods: Scope): OperationNames {
    const { name, shape } = operation;
    const method = claim(methods, exported(name));
    const bulk = shape.kind === 'bulk';
    return {
      method,
      pages: shape.kind === 'paged' ? claim(methods, `${method}Pages`) : '',
      params: this.claim(`${method}Params`),
      outcome: bulk ? this.claim(`${method}Outcome`) : '',
      headers: hasHeaders(operation) ? this.claim(`${method}Headers`) : '',
      failure: bulk ? this.claim(`${method}Failure`) : '',
    };
  }
}

function hasHeaders({ success, errors }: Operation): boolean {
  return [...success.responses, ...errors].some(({ headers }) => headers.length > 0);
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no name for ${what}`);
  return value;
}
