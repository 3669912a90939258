import {
  type Body,
  type Declaration,
  type DeclarationId,
  joinNames,
  nameOf,
  type ObjectDeclaration,
  references,
  type Type,
  typesIn,
  unreachable,
} from '@sdkgen/ir';
import type { Draft } from './operation/operation.ts';

const OCTETS: Type = { kind: 'primitive', primitive: 'binary', bounds: {} };
type Declarations = ReadonlyMap<DeclarationId, Declaration>;

interface Settled {
  readonly operations: Draft[];
  readonly declarations: Map<DeclarationId, Declaration>;
}

/**
 * Octets travel as bodies, answers and files of a multipart body; anywhere else `format: binary` is text, JSON having nothing
 * else. A schema used both ways becomes two declarations.
 */
export function settleOctets(operations: readonly Draft[], declarations: Declarations): Settled {
  const settled = new Map([...declarations].map(([id, declaration]) => [id, mapTypes(declaration, textual)]));
  const forms = new Forms(declarations, settled, usedOutsideForms(operations, declarations));
  const drafts = operations.map((draft) => ({
    ...draft,
    parameters: draft.parameters.map((parameter) => ({ ...parameter, type: textual(parameter.type) })),
    body: draft.body && forms.body(draft.body),
  }));
  return { declarations: settled, operations: drafts };
}

/** Declarations of multipart bodies, with octets where their files are. */
class Forms {
  readonly #declarations: Declarations;
  readonly #settled: Map<DeclarationId, Declaration>;
  readonly #outside: ReadonlySet<DeclarationId>;

  constructor(
    declarations: Declarations,
    settled: Map<DeclarationId, Declaration>,
    outside: ReadonlySet<DeclarationId>,
  ) {
    this.#declarations = declarations;
    this.#settled = settled;
    this.#outside = outside;
  }

  body(body: Body): Body {
    const declaration = formOf(this.#declarations, body);
    if (!declaration) return body;
    const contents = new Map(body.parts.map(({ wire, content }) => [wire, content]));
    const properties = declaration.properties.map((property) => {
      const content = contents.get(property.name.wire);
      if (content === 'file') return { ...property, type: this.#member(property.type, () => OCTETS, 0) };
      return {
        ...property,
        type: content === 'value' ? this.#member(property.type, textual, 0) : textual(property.type),
      };
    });
    return { ...body, type: this.#declare({ ...declaration, properties }) };
  }

  /** Files are octets, lists of them lists of octets; `other` says what anything else is. */
  #member(type: Type, other: (type: Type) => Type, depth: number): Type {
    if (type.kind === 'nullable') return { kind: 'nullable', inner: this.#member(type.inner, other, depth) };
    if (type.kind === 'list') return { ...type, items: this.#member(type.items, other, depth) };
    if (isOctets(type)) return OCTETS;
    const declaration = type.kind === 'reference' && depth < 8 ? this.#declarations.get(type.id) : undefined;
    if (declaration?.kind === 'alias') {
      const target = this.#member(declaration.target, other, depth + 1);
      return JSON.stringify(target) === JSON.stringify(textual(declaration.target)) ? type : target;
    }
    if (declaration?.kind !== 'union') return other(type);
    const variants = declaration.variants.map((variant) => ({
      ...variant,
      type: this.#member(variant.type, other, depth + 1),
    }));
    // What is a file is told apart before anything else is tried.
    variants.sort((one, other) => Number(isFiles(other.type)) - Number(isFiles(one.type)));
    const [first, ...others] = variants.map((variant) => JSON.stringify(variant.type));
    if (variants[0] && others.every((one) => one === first)) return variants[0].type;
    return this.#declare({ ...declaration, variants });
  }

  /** Under its own name where nothing else needs that for the same schema without octets. */
  #declare<D extends Declaration>(form: D): Type {
    const isShared = this.#outside.has(form.id) && JSON.stringify(form) !== JSON.stringify(this.#settled.get(form.id));
    const id = isShared ? `${form.id}#form` : form.id;
    this.#settled.set(id, isShared ? { ...form, id, name: joinNames(form.name, nameOf('form')) } : form);
    return { kind: 'reference', id };
  }
}

function isOctets(type: Type): boolean {
  return type.kind === 'primitive' && type.primitive === 'binary';
}

function isFiles(type: Type): boolean {
  return isOctets(type.kind === 'list' ? type.items : type);
}

/** What a multipart body is declared as. */
function formOf(declarations: Declarations, { encoding, type }: Body): ObjectDeclaration | null {
  const declaration = encoding === 'multipart' && type.kind === 'reference' ? declarations.get(type.id) : undefined;
  return declaration?.kind === 'object' ? declaration : null;
}

/** All that is reached otherwise than as a multipart body or as a member of one that may be a file. */
function usedOutsideForms(operations: readonly Draft[], declarations: Declarations): ReadonlySet<DeclarationId> {
  const bodies = operations.flatMap(({ body }) => body ?? []);
  const forms = new Set(bodies.flatMap((body) => formOf(declarations, body)?.id ?? []));
  const roots = operations.flatMap(({ parameters, body, success, errors }) => [
    ...parameters.map(({ type }) => type),
    ...(body && !formOf(declarations, body) ? [body.type] : []),
    ...[...success.responses, ...errors].flatMap(({ type }) => type ?? []),
  ]);
  const found = new Set(roots.flatMap(references));
  // Declarations that only forms lead to are theirs, and so is what only those lead to.
  const others = [...declarations.values()].filter(({ id }) => !forms.has(id));
  for (const declaration of others) for (const id of typesIn(declaration).flatMap(references)) found.add(id);
  for (const id of found) {
    const declaration = forms.has(id) ? declarations.get(id) : undefined;
    for (const inner of declaration ? typesIn(declaration).flatMap(references) : []) found.add(inner);
  }
  return found;
}

function mapTypes(declaration: Declaration, change: (type: Type) => Type): Declaration {
  switch (declaration.kind) {
    case 'object':
      return {
        ...declaration,
        properties: declaration.properties.map((property) => ({ ...property, type: change(property.type) })),
        additional: declaration.additional && change(declaration.additional),
      };
    case 'union':
      return { ...declaration, variants: declaration.variants.map(({ name, type }) => ({ name, type: change(type) })) };
    case 'alias':
      return { ...declaration, target: change(declaration.target) };
    case 'enum':
      return declaration;
    default:
      return unreachable(declaration);
  }
}

function textual(type: Type): Type {
  switch (type.kind) {
    case 'primitive':
      return type.primitive === 'binary' ? { kind: 'primitive', primitive: 'string', bounds: type.bounds } : type;
    case 'list':
      return { ...type, items: textual(type.items) };
    case 'map':
      return { ...type, values: textual(type.values) };
    case 'nullable':
      return { kind: 'nullable', inner: textual(type.inner) };
    case 'tuple':
      return { ...type, items: type.items.map(textual), rest: type.rest && textual(type.rest) };
    case 'literal':
    case 'reference':
      return type;
    default:
      return unreachable(type);
  }
}
