import { type Argument, type Header, nameOf, type Operation } from '@sdkgen/ir';

/** What a call takes. A body that may be left out is one argument: only so its required members can be asked for. */
export function argumentsOf(operation: Operation): readonly Argument[] {
  const { body } = operation;
  if (!body?.flattened || body.required) return operation.arguments;
  const whole: Argument = {
    name: nameOf('body'),
    type: body.type,
    required: false,
    default: undefined,
    docs: body.docs,
    at: { in: 'body' },
  };
  return [...operation.arguments.filter(({ at }) => at.in !== 'member'), whole];
}

/** The headers answers declare, each once. */
export function headersOf({ success, errors }: Operation): Header[] {
  const all = [...success.responses, ...errors].flatMap(({ headers }) => headers);
  return [...new Map(all.map((header) => [header.name.wire.toLowerCase(), header])).values()];
}
