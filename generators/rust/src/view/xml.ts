import { code, headerLines, Lexeme, oncePer, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import {
  type Api,
  type Body,
  type DeclarationId,
  declarationOf,
  type ObjectDeclaration,
  type Operation,
  type Part,
  reachable,
  references,
  type Status,
  type Type,
  type Xml,
} from '@sdkgen/ir';
import { booleanLiteral, identifier, lineComment, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';
import { statusPattern } from './success.ts';

/** How the API's types are written as XML: an element for each body and answer, a table for each object in one. */
export function xmlFiles(input: RenderInput, names: Names): RenderedFile[] {
  const { api } = input;
  const roots = rootsOf(api);
  if (roots.length === 0) return [];
  const print = new Tables(api, names);
  const view = {
    header: lineComment(headerLines(input)),
    roots: roots.map((type, index) => ({ name: rootName(index), element: print.root(type) })),
    parts: partsOf(api).map((type, index) => ({ name: partName(index), root: rootOf(api, type) })),
    errors: errorTablesOf(api).map((arms, index) => ({ name: errorName(index), arms })),
    hasParts: partsOf(api).length > 0,
    hasErrors: errorTablesOf(api).length > 0,
    tables: objectsIn(api, roots).map((declaration) => ({
      name: identifier(names.module(declaration.id)),
      members: print.members(declaration),
    })),
  };
  return [{ path: 'src/xml.rs', text: input.render('xml', view) }];
}

/** The element a body or an answer is. */
export function xmlOf({ api }: { readonly api: Api }, type: Type): Lexeme {
  return code`crate::xml::${rootOf(api, type)}`;
}

/** The function that prints a part of a form. */
export function xmlPart(api: Api, body: Body, part: Part): Lexeme {
  const type = partType(api, body, part);
  return code`crate::xml::${partName(partsOf(api).findIndex((one) => isSame(one, type)))}`;
}

/** The function that reads an operation's errors; null where none of them is XML. */
export function xmlErrors(api: Api, operation: Operation): Lexeme | null {
  const arms = errorArms(api, operation);
  if (arms.length === 0) return null;
  return code`crate::xml::${errorName(errorTablesOf(api).findIndex((one) => `${one}` === `${arms}`))}`;
}

const rootOf = (api: Api, type: Type): Lexeme => rootName(rootsOf(api).findIndex((root) => isSame(root, type)));
const isSame = (one: Type, other: Type): boolean => JSON.stringify(one) === JSON.stringify(other);
const rootName = (index: number): Lexeme => identifier(`ROOT_${index}`);
const partName = (index: number): Lexeme => identifier(`part_${index}`);
const errorName = (index: number): Lexeme => identifier(`error_${index}`);

const partsOf = oncePer((api: Api): readonly Type[] =>
  distinct(api.operations.flatMap(({ body }) => (body ? xmlParts(api, body) : []))),
);

const distinct = (types: readonly Type[]): readonly Type[] => [
  ...new Map(types.map((type) => [JSON.stringify(type), type])).values(),
];

function xmlParts(api: Api, body: Body): Type[] {
  return body.parts.filter(({ content }) => content === 'xml').map((part) => partType(api, body, part));
}

function partType(api: Api, { type }: Body, { wire }: Part): Type {
  const declaration = type.kind === 'reference' ? declarationOf(api, type.id) : null;
  const properties = declaration?.kind === 'object' ? declaration.properties : [];
  const member = properties.find(({ name }) => name.wire === wire);
  return member?.type ?? { kind: 'primitive', primitive: 'json', bounds: {} };
}

const errorTablesOf = oncePer((api: Api): readonly (readonly Lexeme[])[] => {
  const tables = api.operations.map((operation) => errorArms(api, operation)).filter((arms) => arms.length > 0);
  return [...new Map(tables.map((arms) => [`${arms}`, arms])).values()];
});

/** By status, the exact before ranges before the default; of what is not XML nothing. */
function errorArms(api: Api, { errors }: Operation): Lexeme[] {
  if (!errors.some(({ encoding }) => encoding === 'xml')) return [];
  const sorted = errors.toSorted((one, other) => rank(one.status) - rank(other.status));
  const arms = sorted.map(({ status, encoding, type }) => {
    const read = encoding === 'xml' && type ? code`error(&${rootOf(api, type)}, body)` : code`None`;
    return code`${statusPattern(status)} => ${read},`;
  });
  return sorted.at(-1)?.status === 'default' ? arms : [...arms, code`_ => None,`];
}

const rank = (status: Status): number => (typeof status === 'number' ? 0 : status === 'default' ? 2 : 1);

const rootsOf = oncePer((api: Api): readonly Type[] => distinct(api.operations.flatMap((one) => xmlTypes(api, one))));

function xmlTypes(api: Api, { body, success, errors }: Operation): Type[] {
  const answers = [...success.responses, ...errors].filter(({ encoding }) => encoding === 'xml');
  return [
    ...(body?.encoding === 'xml' ? [body.type] : []),
    ...(body ? xmlParts(api, body) : []),
    ...answers.flatMap(({ type }) => type ?? []),
  ];
}

function objectsIn(api: Api, roots: readonly Type[]): ObjectDeclaration[] {
  const found = reachable(api, roots);
  return [...api.declarations.values()].filter(
    (one) => one.kind === 'object' && found.has(one.id),
  ) as ObjectDeclaration[];
}

class Tables {
  readonly #api: Api;
  readonly #names: Names;

  constructor(api: Api, names: Names) {
    this.#api = api;
    this.#names = names;
  }

  root(type: Type): Lexeme {
    const declaration = type.kind === 'reference' ? declarationOf(this.#api, type.id) : null;
    return this.#element(type, declaration?.name.wire ?? 'root', null);
  }

  members({ properties }: ObjectDeclaration): Lexeme[] {
    return properties.map(({ name, type, xml, required }) => {
      const flags = [
        code`wire: ${stringLiteral(name.wire)}`,
        code`is_attribute: ${booleanLiteral(xml?.attribute ?? false)}`,
        code`is_required: ${booleanLiteral(required)}`,
        code`element: ${this.#element(type, name.wire, xml)}`,
      ];
      return code`Member { ${Lexeme.join(flags, ', ')} },`;
    });
  }

  #element(type: Type, name: string, own: Xml | null): Lexeme {
    const inner = this.#bare(type);
    const declaration = inner.kind === 'reference' ? declarationOf(this.#api, inner.id) : null;
    const xml = own ?? declaration?.xml ?? null;
    const isBareList = inner.kind === 'list' && !xml?.wrapped;
    const parts = [
      code`name: ${stringLiteral(isBareList ? name : (xml?.name ?? name))}`,
      code`namespace: ${stringLiteral(xml?.namespace ?? '')}`,
      code`prefix: ${stringLiteral(xml?.prefix ?? '')}`,
      code`kind: ${this.#kind(inner, xml?.wrapped ? (xml.name ?? name) : name, xml)}`,
    ];
    return code`Element { ${Lexeme.join(parts, ', ')} }`;
  }

  #kind(type: Type, name: string, xml: Xml | null): Lexeme {
    switch (type.kind) {
      case 'primitive':
        return code`Kind::${identifier(primitiveKind(type.primitive))}`;
      case 'literal':
        return code`Kind::${identifier(typeof type.value === 'string' ? 'Text' : 'Scalar')}`;
      case 'list':
        return code`Kind::List(&${this.#element(type.items, name, xml?.item ?? null)}, ${booleanLiteral(xml?.wrapped ?? false)})`;
      case 'reference':
        return this.#declared(type.id);
      default:
        return code`Kind::Any`;
    }
  }

  #declared(id: DeclarationId): Lexeme {
    const declaration = declarationOf(this.#api, id);
    if (declaration.kind === 'object') return code`Kind::Object(${identifier(this.#names.module(id))})`;
    if (declaration.kind === 'enum')
      return code`Kind::${identifier(declaration.value === 'string' ? 'Text' : 'Scalar')}`;
    return code`Kind::Any`;
  }

  /** Behind other names, and without what says that it may be null. */
  #bare(type: Type): Type {
    if (type.kind === 'nullable') return this.#bare(type.inner);
    if (type.kind !== 'reference') return type;
    const declaration = declarationOf(this.#api, type.id);
    const isList = declaration.kind === 'alias' && !references(declaration.target).includes(type.id);
    return isList ? this.#bare(declaration.target) : type;
  }
}

function primitiveKind(primitive: string): string {
  const scalars = ['boolean', 'int32', 'int64', 'uint64', 'integer', 'float32', 'float64', 'decimal', 'unix-time'];
  if (primitive === 'json') return 'Any';
  return scalars.includes(primitive) ? 'Scalar' : 'Text';
}
