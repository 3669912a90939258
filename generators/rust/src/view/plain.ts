import { code, Lexeme } from '@sdkgen/codegen';
import { declarationOf, type ObjectDeclaration, type Type } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import { type Context, resolved } from '../types.ts';

/** What text stands for, where text is all there is: in a header, in a form. */
export function plainOf(context: Context, type: Type, explode = false): Lexeme {
  context.imports.runtime('Plain');
  const inner = resolved(context, type);
  switch (inner.kind) {
    case 'primitive':
      return code`Plain::${identifier(kindOf(inner.primitive))}`;
    case 'list':
      return code`Plain::List(&${plainOf(context, inner.items)})`;
    case 'tuple':
      return code`Plain::List(&Plain::Scalar)`;
    case 'map':
      return code`Plain::Members(&[], ${identifier(String(explode))})`;
    case 'nullable':
      return plainOf(context, inner.inner, explode);
    case 'literal':
      return code`Plain::${identifier(typeof inner.value === 'string' ? 'Text' : 'Scalar')}`;
    case 'reference':
      return declaredPlain(context, inner.id, explode);
  }
}

function declaredPlain(context: Context, id: string, explode: boolean): Lexeme {
  const declaration = declarationOf(context.api, id);
  switch (declaration.kind) {
    case 'enum':
      return code`Plain::${identifier(declaration.value === 'string' ? 'Text' : 'Scalar')}`;
    case 'object':
      return code`Plain::Members(${members(context, declaration)}, ${identifier(String(explode))})`;
    case 'union':
    case 'alias':
      return code`Plain::Scalar`;
  }
}

function kindOf(primitive: string): string {
  switch (primitive) {
    case 'boolean':
    case 'int32':
    case 'int64':
    case 'uint64':
    case 'integer':
    case 'float32':
    case 'float64':
    case 'decimal':
    case 'unix-time':
      return 'Scalar';
    case 'json':
      return 'Json';
    default:
      return 'Text';
  }
}

/** The members of an object that is a form. */
export function membersPlain(context: Context, type: Type): Lexeme {
  const inner = resolved(context, type);
  const declaration = inner.kind === 'reference' ? declarationOf(context.api, inner.id) : null;
  return declaration?.kind === 'object' ? members(context, declaration) : code`&[]`;
}

/** Deeper objects have no form of their own. */
function members(context: Context, { properties }: ObjectDeclaration): Lexeme {
  const pairs = properties.map(({ name, type }) => {
    const inner = resolved(context, type);
    const plain = isFlat(context, inner) ? plainOf(context, inner) : code`Plain::Json`;
    return code`(${stringLiteral(name.wire)}, ${plain})`;
  });
  return code`&[${Lexeme.join(pairs, ', ')}]`;
}

function isFlat(context: Context, type: Type): boolean {
  if (type.kind === 'nullable') return isFlat(context, resolved(context, type.inner));
  if (type.kind === 'list') return isFlat(context, resolved(context, type.items));
  if (type.kind !== 'reference') return type.kind !== 'map';
  return declarationOf(context.api, type.id).kind !== 'object';
}
