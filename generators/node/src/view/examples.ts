import { callExample, code, type Lexeme, sample } from '@sdkgen/codegen';
import { type Argument, type Json, type Operation, type Type, unreachable } from '@sdkgen/ir';
import { identifier, memberAccess, propertyKey } from '../literals.ts';
import { failedMember } from './bulk.ts';
import type { Context } from './context.ts';
import { LINE, laidOut, type Member, passedOut } from './example-layout.ts';
import { literalOf, objectOf } from './example-values.ts';
import { bulkList } from './parameters.ts';
import { isMany } from './request.ts';

/** A call as a user would write it: `client.ingest({ … })`, over as many lines as it takes. */
export function exampleCall(context: Context, operation: Operation, name = context.named.method(operation)): Lexeme {
  const passed = operation.arguments
    .filter((one) => one !== bulkList(operation) && isShown(operation, one))
    .map((argument) => ({ argument, value: sample(context.api, argument.type, argument.docs.examples) }));
  return callOf(context, operation, { passed, name, before: 0, after: 1 });
}

/** Required ones, and those the document has an example of that says more than the default. */
function isShown({ shape }: Operation, { name, required, docs, default: given }: Argument): boolean {
  if (shape.kind === 'paged' && name.wire === shape.cursor) return false;
  return required || (given === undefined && docs.examples.length > 0);
}

interface Call {
  readonly passed: readonly { readonly argument: Argument; readonly value: Json }[];
  readonly name: string;
  /** What stands before and after it on its first and last line. */
  readonly before: number;
  readonly after: number;
  readonly indent?: number;
}

function callOf(context: Context, operation: Operation, { passed, name, before, after, indent = 0 }: Call): Lexeme {
  const names = context.named.arguments(operation);
  const members = passed.map(({ argument, value }): Member => {
    const one = literalOf(context, argument.type, value);
    const isItems = argument.at.in === 'body' && isMany(operation);
    return [propertyKey(names.get(argument) ?? ''), isItems ? { kind: 'list', items: [one] } : one];
  });
  const head = code`client.${identifier(name)}(${bulkList(operation) ? code`items` : code``}`;
  if (members.length === 0) return code`${head})`;
  const open = bulkList(operation) ? code`${head}, ` : head;
  return code`${open}${passedOut(objectOf(members), indent, before + open.width, after + 1)})`;
}

/** A JSON value on one line. */
export function exampleOf(context: Context, type: Type, value: Json): Lexeme {
  return laidOut(literalOf(context, type, value), 0, Number.NEGATIVE_INFINITY, 0);
}

/** What stands below a method: what must be given, and what becomes of the answer. */
export function methodExample(context: Context, operation: Operation, name = context.named.method(operation)): Lexeme {
  const { given, item, isList, shown } = callExample(context.api, operation);
  const member = shown && context.named.members(shown.of).get(shown.wire);
  const of = (variable: Lexeme) => (member ? code`${variable}${memberAccess(member)}` : variable);
  const call = (before: number, after: number) => callOf(context, operation, { passed: given, name, before, after });
  const awaited = resultOf((before, indent = 0) =>
    callOf(context, operation, { passed: given, name, before, after: 1, indent }),
  );
  switch (operation.shape.kind) {
    case 'events':
      return code`for await (const event of ${call(EACH_EVENT, 3)}) {\n  console.log(${of(code`event`)});\n}`;
    case 'lines':
    case 'paged':
      return code`for await (const item of ${call(EACH_ITEM, 3)}) {\n  console.log(${of(code`item`)});\n}`;
    case 'bulk': {
      const items = item
        ? laidOut({ kind: 'list', items: [literalOf(context, item.type, item.value)] }, 0, 14, 1)
        : code`[]`;
      const failed = memberAccess(failedMember(context, operation));
      return code`const items = ${items};\n${awaited}\nconsole.log(result${failed}.length);`;
    }
    case 'call':
      if (operation.success.type === null) return code`await ${call(6, 1)};`;
      if (isOctets(operation.success.type)) return code`${awaited}\nconst bytes = await result.bytes();`;
      if (isList) return code`${awaited}\nfor (const item of result) {\n  console.log(${of(code`item`)});\n}`;
      return code`${awaited}\nconsole.log(${of(code`result`)});`;
    default:
      return unreachable(operation.shape);
  }
}

/** The call itself goes to a line of its own where not even what it opens fits behind the name of its result. */
function resultOf(call: (before: number, indent?: number) => Lexeme): Lexeme {
  const flat = code`const result = await ${call(AWAITED)};`;
  const [first = ''] = `${flat}`.split('\n');
  return first.length <= LINE ? flat : code`const result =\n  await ${call(8, 2)};`;
}

function isOctets(type: Type): boolean {
  return type.kind === 'primitive' && type.primitive === 'binary';
}

const AWAITED = 'const result = await '.length;
const EACH_EVENT = 'for await (const event of '.length;
const EACH_ITEM = 'for await (const item of '.length;
