import { argumentDocs, code, type Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Header, type Operation, type Type } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { doc, identifier, propertyKey, string } from '../literals.ts';
import { joined, typeOf } from '../types.ts';
import type { Context } from './context.ts';
import type { Member } from './models.ts';
import { MODELS } from './parameters.ts';
import { CODECS } from './request.ts';

/** The headers the answers of an operation declare, each once. One that not every answer has is optional. */
export function headersOfAnswers({ success: { responses } }: Operation): Header[] {
  const byName = new Map<string, Header>();
  for (const { headers } of responses) for (const header of headers) byName.set(header.name.wire.toLowerCase(), header);
  const isEverywhere = (wire: string) =>
    responses.every(({ headers }) => headers.some((one) => one.required && one.name.wire.toLowerCase() === wire));
  return [...byName].map(([wire, header]) => ({ ...header, required: isEverywhere(wire) }));
}

/** Their type; `unknown` where there are none. */
export function fieldsType({ named }: Context, operation: Operation): Lexeme | null {
  return headersOfAnswers(operation).length > 0 ? code`parameters.${identifier(named.fields(operation))}` : null;
}

/** The endpoint's reader of them. */
export function fieldsOf(context: Context, operation: Operation): Lexeme[] {
  const headers = headersOfAnswers(operation);
  if (headers.length === 0) return [];
  const names = context.named.headers(operation);
  const lines = headers.map((header) => {
    const { name, type, required, explode } = header;
    const holds = holdsOf(context, type, explode);
    const more = [
      ...(required ? [code`, required: true`] : []),
      ...(holds === null ? [] : [code`, holds: ${string(holds)}`]),
    ];
    const codec = codecOf(type, context.api, context.named, CODECS);
    const key = propertyKey(names.get(name.wire.toLowerCase()) ?? '');
    return code`  ${key}: { wire: ${string(name.wire)}, codec: ${codec}${more[0] ?? code``}${more[1] ?? code``} },`;
  });
  return [
    code`fields: (headers) =>`,
    code`  fields.read(headers, {`,
    ...lines.map((line) => code`  ${line}`),
    code`  }),`,
  ];
}

function holdsOf(context: Context, type: Type, explode: boolean): string | null {
  if (type.kind === 'nullable') return holdsOf(context, type.inner, explode);
  if (type.kind === 'list' || type.kind === 'tuple') return 'list';
  if (type.kind === 'map') return explode ? 'exploded pairs' : 'pairs';
  const declaration = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  if (declaration?.kind === 'alias') return holdsOf(context, declaration.target, explode);
  if (declaration?.kind === 'object') return explode ? 'exploded pairs' : 'pairs';
  return null;
}

/** The interface in `params.ts`. */
export function fieldsMembers(context: Context, operation: Operation): Member[] {
  const names = context.named.headers(operation);
  return headersOfAnswers(operation).map(({ name, type, required, docs }) => {
    const types = joined(typeOf(type, 'out', context.named, MODELS));
    const key = propertyKey(names.get(name.wire.toLowerCase()) ?? '');
    const absent = required ? code`` : code` | undefined`;
    const text = argumentDocs({ docs, type, default: undefined }) || `The header \`${name.wire}\`.`;
    return { doc: doc([text], 2), lines: [code`readonly ${key}: ${types}${absent};`] };
  });
}
