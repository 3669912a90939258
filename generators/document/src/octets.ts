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
  const forms = new Map(operations.flatMap(({ body }) => (body ? formsOf(declarations, body) : [])));
  const outside = usedOutsideForms(operations, declarations, new Set(forms.keys()));
  const settled = new Map([...declarations].map(([id, declaration]) => [id, mapTypes(declaration, textual)]));
  const renamed = new Map<DeclarationId, DeclarationId>();
  for (const [id, form] of forms) {
    const own = outside.has(id) && JSON.stringify(form) !== JSON.stringify(settled.get(id)) ? `${id}#form` : id;
    renamed.set(id, own);
    settled.set(own, own === id ? form : { ...form, id: own, name: joinNames(form.name, nameOf('form')) });
  }
  return { declarations: settled, operations: operations.map((draft) => settleDraft(draft, renamed)) };
}

function settleDraft(draft: Draft, renamed: ReadonlyMap<DeclarationId, DeclarationId>): Draft {
  const parameters = draft.parameters.map((parameter) => ({ ...parameter, type: textual(parameter.type) }));
  const { body } = draft;
  const own = body?.type.kind === 'reference' && body.encoding === 'multipart' ? renamed.get(body.type.id) : undefined;
  return {
    ...draft,
    parameters,
    body: body && own !== undefined ? { ...body, type: { kind: 'reference', id: own } } : body,
  };
}

/** A multipart body's declaration, with octets where its files are. */
function formsOf(declarations: Declarations, body: Body): [DeclarationId, ObjectDeclaration][] {
  if (body.encoding !== 'multipart' || body.type.kind !== 'reference') return [];
  const declaration = declarations.get(body.type.id);
  if (declaration?.kind !== 'object') return [];
  const files = new Set(body.parts.filter(({ content }) => content === 'file').map(({ wire }) => wire));
  const properties = declaration.properties.map((property) => ({
    ...property,
    type: files.has(property.name.wire) ? fileType(declarations, property.type, 0) : textual(property.type),
  }));
  return [[declaration.id, { ...declaration, properties }]];
}

/** One file or a list of them, whatever names or choices the document puts around that. */
function fileType(declarations: Declarations, type: Type, depth: number): Type {
  if (type.kind === 'nullable') return { kind: 'nullable', inner: fileType(declarations, type.inner, depth) };
  if (type.kind === 'list') return { kind: 'list', items: OCTETS, bounds: type.bounds };
  const declaration = type.kind === 'reference' && depth < 8 ? declarations.get(type.id) : undefined;
  if (declaration?.kind === 'alias') return fileType(declarations, declaration.target, depth + 1);
  if (declaration?.kind !== 'union') return OCTETS;
  // A file or several: a list of one is the same form.
  const kinds = declaration.variants.map((variant) => fileType(declarations, variant.type, depth + 1));
  return kinds.find(({ kind }) => kind === 'list') ?? kinds[0] ?? OCTETS;
}

function usedOutsideForms(operations: readonly Draft[], declarations: Declarations, forms: ReadonlySet<string>) {
  const types = operations.flatMap(({ parameters, body, success, errors }) => [
    ...parameters.map(({ type }) => type),
    ...(body && !(body.encoding === 'multipart' && body.type.kind === 'reference' && forms.has(body.type.id))
      ? [body.type]
      : []),
    ...[...success.responses, ...errors].flatMap(({ type }) => type ?? []),
  ]);
  const members = [...declarations.values()].flatMap(typesIn);
  return new Set([...types, ...members].flatMap(references));
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
