import { code, headerLines, Lexeme, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import {
  type Api,
  type DeclarationId,
  declarationOf,
  type ObjectDeclaration,
  type Operation,
  references,
  type Type,
  typesIn,
  type Xml,
} from '@sdkgen/ir';
import { booleanLiteral, identifier, lineComment, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';

/** How the API's types are written as XML: an element for each body and answer, a table for each object in one. */
export function xmlFiles(input: RenderInput, names: Names): RenderedFile[] {
  const { api } = input;
  const roots = rootsOf(api);
  if (roots.length === 0) return [];
  const print = new Tables(api, names);
  const view = {
    header: lineComment(headerLines(input)),
    roots: roots.map((type, index) => ({ name: rootName(index), element: print.root(type) })),
    tables: objectsIn(api, roots).map((declaration) => ({
      name: identifier(names.module(declaration.id)),
      members: print.members(declaration),
    })),
  };
  return [{ path: 'src/xml.rs', text: input.render('xml', view) }];
}

/** The element a body or an answer is. */
export function xmlOf({ api }: { readonly api: Api }, type: Type): Lexeme {
  const key = JSON.stringify(type);
  const index = rootsOf(api).findIndex((root) => JSON.stringify(root) === key);
  return code`crate::xml::${rootName(index)}`;
}

const rootName = (index: number): Lexeme => identifier(`ROOT_${index}`);

const KNOWN = new WeakMap<Api, readonly Type[]>();

function rootsOf(api: Api): readonly Type[] {
  const known = KNOWN.get(api);
  if (known) return known;
  const types = new Map(api.operations.flatMap(xmlTypes).map((type) => [JSON.stringify(type), type]));
  const roots = [...types.values()];
  KNOWN.set(api, roots);
  return roots;
}

function xmlTypes({ body, success, errors }: Operation): Type[] {
  const answers = [...success.responses, ...errors].filter(({ encoding }) => encoding === 'xml');
  return [
    ...(body?.encoding === 'xml' ? [body.type] : []),
    ...(body?.parts.some(({ content }) => content === 'xml') ? [] : []),
    ...answers.flatMap(({ type }) => type ?? []),
  ];
}

function objectsIn(api: Api, roots: readonly Type[]): ObjectDeclaration[] {
  const found = new Set<DeclarationId>();
  const pending = roots.flatMap(references);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    pending.push(...typesIn(declarationOf(api, id)).flatMap(references));
  }
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
