import { argumentDocs, type Lexeme, Scope } from '@sdkgen/codegen';
import type { Header, Operation, Type } from '@sdkgen/ir';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import { claim, exported } from '../names.ts';
import { HEADER_METHODS } from '../reserved.ts';
import type { Types } from '../types.ts';
import { plain } from './parameters.ts';
import { documented } from './prose.ts';
import { unionOf } from './results.ts';

/** The headers of an operation's answers, each a method that reads it. */
export interface HeadersView {
  readonly name: Lexeme;
  readonly doc: Lexeme;
  readonly fields: readonly {
    readonly doc: Lexeme;
    readonly method: Lexeme;
    readonly type: Lexeme;
    readonly wire: Lexeme;
    readonly kind: Lexeme;
    readonly explode: Lexeme;
    readonly decode: Lexeme;
  }[];
}

export function headersView(
  types: Types,
  operation: Operation,
): { view: HeadersView | null; imports: readonly string[] } {
  const headers = headersOf(operation);
  if (headers.length === 0) return { view: null, imports: [] };
  const names = types.names.operation(operation);
  const scope = new Scope(HEADER_METHODS);
  const rendered = headers.map((header) => {
    const type = plain(types, header.type);
    const go = types.of(type);
    const method = claim(scope, exported(header.name));
    return {
      imports: go.imports,
      view: {
        doc: documented(
          method,
          [
            argumentDocs({ ...header, default: undefined }) || `The header ${header.name.wire}.`,
            'Nil when the answer has none.',
          ],
          header.docs,
        ),
        method: identifier(method),
        type: go.text,
        wire: stringLiteral(header.name.wire),
        kind: identifier(kindOf(types, type)),
        explode: identifier(String(header.explode)),
        decode: go.decode,
      },
    };
  });
  return {
    imports: rendered.flatMap(({ imports }) => imports),
    view: {
      name: identifier(names.headers),
      doc: docComment([
        `${names.headers} reads the headers of an answer to ${names.method}, as WithResponse keeps them: ${names.headers}{response.Header}.`,
      ]),
      fields: rendered.map(({ view }) => view),
    },
  };
}

/** Each header once, those of successes first. */
export function headersOf({ success, errors }: Operation): Header[] {
  const all = [...success.responses, ...errors].flatMap(({ headers }) => headers);
  const byName = Map.groupBy(all, ({ name }) => name.wire.toLowerCase());
  return [...byName.values()].flatMap(([first]) => (first ? [first] : []));
}

function kindOf(types: Types, type: Type): string {
  if (type.kind === 'list' || type.kind === 'tuple') return 'HeaderList';
  if (type.kind === 'map') return 'HeaderObject';
  return type.kind === 'reference' && !unionOf(types, type) && types.isStruct(type) ? 'HeaderObject' : 'HeaderText';
}
