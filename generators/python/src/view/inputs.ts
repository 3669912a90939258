import { code, type Lexeme, Scope, screaming } from '@sdkgen/codegen';
import type { DeclarationId, ObjectDeclaration } from '@sdkgen/ir';
import { Codecs, encoding } from '../codecs.ts';
import { lineDoc } from '../docstrings.ts';
import { both, Imports } from '../imports.ts';
import { inputDeclarations } from '../inputs.ts';
import { identifier, scalarLiteral, stringLiteral } from '../literals.ts';
import { word } from '../names.ts';
import { constantOf } from '../presence.ts';
import { isRecursive } from '../recursion.ts';
import { type TypeContext, typeName } from '../types.ts';
import { moduleView, type Source } from './module.ts';

/** `_inputs.py`: how what callers pass in place of an object becomes its JSON form. */
export function inputsView(source: Source): object {
  const context: TypeContext = { api: source.api, names: source.py, ...both(new Imports()), qualified: true };
  const names = inputNames(source);
  const later = (id: DeclarationId) =>
    code`${identifier(context.imports.from('._runtime', 'encode'))}.later(lambda: ${inputName(names, id)})`;
  const encoders = new Codecs(context, encoding(later, later));
  const members = (declaration: ObjectDeclaration, required: boolean) =>
    declaration.properties
      .filter((property) => property.access !== 'read' && property.required === required)
      .map(({ name, type }) => ({ name: stringLiteral(name.wire), encoder: encoders.of(type) }));
  const objects = objectsOf(source).map((declaration) => ({
    name: inputName(names, declaration.id),
    model: typeName(declaration.id, context),
    required: members(declaration, true),
    optional: members(declaration, false),
    fixed: fixedOf(declaration),
    hasFixed: fixedOf(declaration).length > 0,
    doc: lineDoc(`Takes \`${typeName(declaration.id, context)}\` or a mapping.`, 0),
  }));
  const named = [...source.api.declarations.values()]
    .filter(({ id, kind }) => (kind === 'alias' || kind === 'union') && isRecursive(source.api, id))
    .map(({ id }) => ({ name: inputName(names, id), expression: encoders.body(id) }));
  if (objects.length + named.length > 0) context.imports.from('._runtime', 'encode');
  return {
    ...moduleView(source, 'How what callers pass becomes JSON.', context.imports),
    objects,
    named,
    constants: encoders.constants,
  };
}

/** The constants of `_inputs.py` by declaration. */
export function inputNames({ api }: Source): ReadonlyMap<DeclarationId, string> {
  const scope = new Scope(new Set());
  return new Map([...api.declarations].map(([id, { name }]) => [id, scope.claim(word(screaming(name)))]));
}

export function inputName(names: ReadonlyMap<DeclarationId, string>, id: DeclarationId): Lexeme {
  return identifier(names.get(id) ?? '');
}

/** Members with one value only, which callers may leave out. */
function fixedOf({ properties }: ObjectDeclaration) {
  return properties
    .filter(({ access, required, type }) => access !== 'read' && required && constantOf(type) !== null)
    .map(({ name, type }) => ({ name: stringLiteral(name.wire), value: scalarLiteral(constantOf(type)) }));
}

function objectsOf({ api }: Source): ObjectDeclaration[] {
  const inputs = inputDeclarations(api);
  return [...api.declarations.values()].filter((each) => each.kind === 'object').filter(({ id }) => inputs.has(id));
}
