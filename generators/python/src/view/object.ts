import { code, type Lexeme } from '@sdkgen/codegen';
import type { ObjectDeclaration, Property } from '@sdkgen/ir';
import { declarationDoc, fieldDoc } from '../docstrings.ts';
import { identifier, scalarLiteral, stringLiteral, tuple } from '../literals.ts';
import { constantOf, type Presence, presenceOf } from '../presence.ts';
import { annotation, annotationOr, annotationOrUnset, NONE, typeName } from '../types.ts';
import type { ModelsContext } from './models.ts';

/** A dataclass with its JSON form. */
export function objectView(declaration: ObjectDeclaration, context: ModelsContext) {
  const { imports, names } = context;
  imports.from('._runtime.model', 'Record as _Record');
  imports.from('._runtime', 'decode');
  imports.from('typing', 'Any');
  imports.typing('Self');
  const own = names.types.get(declaration.id);
  const fields = declaration.properties.map((property) => fieldView(property, declaration, context));
  if (fields.length > 0) imports.from('._runtime', 'encode');
  const additional = declaration.additional;
  return {
    isObject: true,
    name: typeName(declaration.id, context),
    doc: declarationDoc(declaration, 4),
    fields,
    additional: identifier(own?.additional ?? ''),
    slots: tuple([...fields.map(({ name }) => name), own?.additional ?? ''].map((name) => stringLiteral(String(name)))),
    additionalType: additional ? annotation(additional, 'result', context) : code`Any`,
    hasAdditionalType: additional !== null && !isAny(additional),
    readAdditional: additional ? context.decoders.of({ kind: 'map', values: additional, bounds: {} }) : code`rest`,
    writeAdditional: additional ? context.encoders.of({ kind: 'map', values: additional, bounds: {} }) : code`dict`,
    ...itemsOf(declaration, context),
  };
}

function isAny(type: ObjectDeclaration['additional']): boolean {
  return type?.kind === 'primitive' && type.primitive === 'json';
}

const READERS: Readonly<Record<Presence, string>> = {
  required: 'required',
  constant: 'required',
  optional: 'optional',
  settable: 'settable',
};
const WRITERS: Readonly<Record<Presence, string>> = {
  required: 'put',
  constant: 'put',
  optional: 'put_some',
  settable: 'put_set',
};
const ABSENT: Readonly<Record<Presence, string>> = {
  required: '',
  constant: '',
  optional: '`None`: absent.',
  settable: '`UNSET`: absent; `None`: null.',
};

function fieldView(property: Property, declaration: ObjectDeclaration, context: ModelsContext) {
  const { api, imports, names } = context;
  const presence = presenceOf(api, property, declaration.usage);
  const use = declaration.usage.request ? 'member' : 'result';
  return {
    name: identifier(names.types.get(declaration.id)?.members.get(property.name.wire) ?? ''),
    type: fieldType(property, presence, use, context),
    hasDefault: presence !== 'required',
    default: defaultOf(property, presence, imports),
    doc: fieldDoc(property, 4, ABSENT[presence]),
    wire: stringLiteral(property.name.wire),
    read: identifier(READERS[presence]),
    write: identifier(WRITERS[presence]),
    decoder: context.decoders.of(property.type),
    encoder: context.encoders.of(property.type),
  };
}

function defaultOf({ type }: Property, presence: Presence, imports: ModelsContext['imports']): Lexeme {
  if (presence === 'constant') return scalarLiteral(constantOf(type));
  return presence === 'settable' ? identifier(imports.from('._runtime.unset', 'UNSET')) : NONE;
}

function fieldType(property: Property, presence: Presence, use: 'member' | 'result', context: ModelsContext): Lexeme {
  switch (presence) {
    case 'required':
    case 'constant':
      return annotation(property.type, use, context);
    case 'optional':
      return annotationOr(property.type, use, context, NONE);
    case 'settable':
      return annotationOrUnset(property.type, use, context, context.imports);
  }
}

/** An envelope of a list is iterated as the list. */
function itemsOf(declaration: ObjectDeclaration, context: ModelsContext) {
  const property = declaration.properties.find(({ name }) => name.wire === declaration.items);
  if (property?.type.kind !== 'list') return { hasItems: false };
  context.imports.from('collections.abc', 'Iterator');
  const name = identifier(context.names.types.get(declaration.id)?.members.get(property.name.wire) ?? '');
  const isSure = presenceOf(context.api, property, declaration.usage) === 'required';
  return {
    hasItems: true,
    item: annotation(property.type.items, declaration.usage.request ? 'member' : 'result', context),
    items: isSure ? code`self.${name}` : code`(self.${name} or [])`,
    itemsWire: name,
  };
}
