import { type CallExample, callExample, code, Lexeme } from '@sdkgen/codegen';
import { type Operation, unreachable } from '@sdkgen/ir';
import { isDownload, isItems } from '../features.ts';
import { Imports } from '../imports.ts';
import { identifier } from '../literals.ts';
import { call, type Literal, list, over, valued, within } from './example-layout.ts';
import { literalOf } from './example-values.ts';
import type { Source } from './module.ts';
import { isBulkList, namesOf } from './operation.ts';

/** An operation as both clients' examples have it, but for what is awaited. */
interface Example {
  readonly call: Literal;
  /** What it needs to have imported, and an empty line. */
  readonly imports: readonly Lexeme[];
  readonly shown: CallExample;
}

const known = new WeakMap<Source, Map<string, Example>>();

/** Made once for both clients. */
function exampleOf(operation: Operation, method: string, source: Source): Example {
  const mine = known.get(source) ?? new Map<string, Example>();
  known.set(source, mine);
  const found = mine.get(method) ?? made(operation, method, source);
  mine.set(method, found);
  return found;
}

function made(operation: Operation, method: string, source: Source): Example {
  const shown = callExample(source.api, operation);
  const imports = new Imports(source.names.module);
  const context = { source, imports };
  const names = namesOf(operation, source).arguments;
  const given = new Map(shown.given.map(({ argument, value }) => [argument, value]));
  const { shape, body } = operation;
  const passed = operation.arguments.flatMap((argument) => {
    const name = identifier(names.get(argument)?.public ?? '');
    if (shape.kind === 'bulk' && isBulkList(argument, shape) && shown.item)
      return [[name, list([literalOf(context, shown.item.type, shown.item.value)])] as const];
    const value = given.get(argument);
    if (value === undefined) return [];
    const literal = literalOf(context, argument.type, value);
    return [[name, argument.at.in === 'body' && isItems(body?.encoding) ? list([literal]) : literal] as const];
  });
  const lines = imports.sections.flatMap((section) => [...section.lines, code``]);
  return { call: call(code`client.${identifier(method)}`, passed), imports: lines, shown };
}

/** The lines below a method's docs: what must be given, and what becomes of the answer. */
export function exampleLines(operation: Operation, method: string, source: Source, isAsync: boolean): string[] {
  const example = exampleOf(operation, method, source);
  const text = Lexeme.join([...example.imports, ...use(operation, example, source, isAsync)], '\n');
  return `${text}`.split('\n');
}

function use(operation: Operation, { call: made, shown }: Example, { py }: Source, isAsync: boolean): Lexeme[] {
  const [awaiting, waiting] = isAsync ? [code`await `, code`async `] : [code``, code``];
  const member = shown.shown && py.types.get(shown.shown.of.id)?.members.get(shown.shown.wire);
  const print = (variable: Lexeme) => code`print(${variable}${member ? code`.${identifier(member)}` : code``})`;
  const { shape, success } = operation;
  switch (shape.kind) {
    case 'paged':
      return [over(code`${waiting}for `, code`item`, made), code`    ${print(code`item`)}`];
    case 'events':
    case 'lines': {
      const [all, one] = shape.kind === 'events' ? [code`events`, code`event`] : [code`items`, code`item`];
      return [
        within(code`${waiting}with `, code``, made, all),
        code`    ${waiting}for ${one} in ${all}:`,
        code`        ${print(one)}`,
      ];
    }
    case 'bulk': {
      const failures = identifier(namesOf(operation, { py }).failures);
      return [valued(code`result = `, awaiting, made), code`print(len(result.${failures}))`];
    }
    case 'call':
      if (isDownload(operation)) {
        const read = code`print(len(${awaiting}download.read()))`;
        // There may be an answer without content.
        if (success.type?.kind === 'nullable')
          return [
            valued(code`download = `, awaiting, made),
            code`if download is not None:`,
            code`    ${waiting}with download:`,
            code`        ${read}`,
          ];
        return [within(code`${waiting}with `, awaiting, made, code`download`), code`    ${read}`];
      }
      if (success.type === null) return [valued(awaiting, code``, made)];
      if (shown.isList)
        return [valued(code`result = `, awaiting, made), code`for item in result:`, code`    ${print(code`item`)}`];
      return [valued(code`result = `, awaiting, made), print(code`result`)];
    default:
      return unreachable(shape);
  }
}
