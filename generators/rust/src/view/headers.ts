import { argumentDocs, code, type Lexeme, Scope } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { headersOf } from '../arguments.ts';
import { snakeCase } from '../casing.ts';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import { HEADERS } from '../reserved.ts';
import { type Context, nativeType, resolved } from '../types.ts';
import { plainOf } from './plain.ts';

/** The lines of the macro that gives an operation's response headers their types. It is never formatted. */
export function headersView(context: Context, operation: Operation): { docs: Lexeme; line: Lexeme }[] {
  context.imports.runtime('typed_headers');
  const scope = new Scope(HEADERS);
  return headersOf(operation).map(({ name, type, explode, docs }) => {
    const inner = resolved(context, type);
    const kept = inner.kind === 'nullable' ? inner.inner : type;
    const text = argumentDocs({ docs, type, default: undefined });
    const method = identifier(scope.claim(snakeCase(name)));
    const wire = stringLiteral(name.wire.toLowerCase());
    return {
      docs: docComment([text || `The header \`${name.wire}\`.`], 8),
      line: code`${method}: ${nativeType(context, kept)} = ${wire} ${plainOf(context, kept, explode)},`,
    };
  });
}
