import { code, Lexeme } from '@sdkgen/codegen';
import { type Encoding, type Operation, type Type, unreachable } from '@sdkgen/ir';
import { holdsDecimal } from '../holds.ts';
import { identifier, stringLiteral } from '../literals.ts';
import { resultType } from './operation.ts';
import type { RequestContext } from './requests.ts';
import { xmlRoot } from './xml.ts';

/** How each declared success is read, by its status; streams are read by their own means. */
export function answersOf(operation: Operation, context: RequestContext): Lexeme {
  const { success, shape } = operation;
  if (shape.kind === 'events' || shape.kind === 'lines') return code`{}`;
  const entries = success.responses.map(({ status, type, encoding }) => {
    const outcome =
      shape.kind === 'bulk' && type ? code`${resultType(operation, context.source, context)}.from_dict` : null;
    return code`${stringLiteral(String(status))}: ${outcome ? runtime(context, 'readers', 'json_of', outcome) : reader(type, encoding, context)}`;
  });
  return code`{${Lexeme.join(entries, ', ')}}`;
}

/** The table of error readers of an operation; operations alike share one. */
export function errorTable({ errors }: Operation, context: RequestContext): Lexeme {
  const entries = errors.flatMap(({ status, type, encoding }) =>
    type ? [{ status: stringLiteral(String(status)), reader: reader(type, encoding, context) }] : [],
  );
  const key = entries.map(({ status, reader }) => `${status}:${reader}`).join();
  const count = context.errorTables.size;
  const table = context.errorTables.get(key) ?? {
    name: identifier(count === 0 ? '_ERRORS' : `_ERRORS_${count + 1}`),
    entries,
  };
  context.errorTables.set(key, table);
  return table.name;
}

function reader(type: Type | null, encoding: Encoding | null, context: RequestContext): Lexeme {
  if (!type || !encoding) return runtime(context, 'readers', 'nothing');
  switch (encoding) {
    case 'json':
    case 'merge-patch':
    case 'events':
    case 'ndjson':
    case 'json-seq': {
      const exact = holdsDecimal(context.api, type) ? [code`exact=True`] : [];
      return runtime(context, 'readers', 'json_of', context.decoders.of(type), ...exact);
    }
    case 'text':
      return runtime(context, 'readers', 'text_of', context.decoders.of(type));
    case 'binary':
    case 'multipart':
      return runtime(context, 'readers', 'octets');
    case 'form':
      return runtime(context, 'form', 'form_of', context.decoders.of(type));
    case 'xml': {
      const { objects, shape } = xmlRoot(type, context);
      return runtime(context, 'xml_text', 'xml_of', context.decoders.of(type), objects, shape);
    }
    default:
      return unreachable(encoding);
  }
}

/** A function of the runtime, or a call of it. */
export function runtime(
  { imports }: Pick<RequestContext, 'imports'>,
  module: string,
  name: string,
  ...args: readonly Lexeme[]
): Lexeme {
  const found = code`${identifier(imports.from('._runtime', module))}.${identifier(name)}`;
  return args.length > 0 ? code`${found}(${Lexeme.join(args, ', ')})` : found;
}
