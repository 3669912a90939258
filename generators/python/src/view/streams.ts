import { code, Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Operation, type ServerSentEvents, type Type } from '@sdkgen/ir';
import { holdsDecimal } from '../holds.ts';
import { identifier, scalarLiteral, stringLiteral } from '../literals.ts';
import { runtime } from './answers.ts';
import { namesOf, resultType } from './operation.ts';
import type { RequestContext } from './requests.ts';

/** How an operation streams, for `_requests.py`. */
export function streamView(operation: Operation, context: RequestContext) {
  const { shape } = operation;
  if (shape.kind === 'events') {
    context.imports.from('._runtime', 'event_data');
    return {
      hasStream: true,
      stream: { ...common(operation, 'Events', context), ...eventsOf(operation, shape, context) },
    };
  }
  if (shape.kind === 'lines' && operation.success.type) {
    const { type } = operation.success;
    const exact = holdsDecimal(context.api, type) ? [code`exact=True`] : [];
    const options = [context.decoders.of(type), stringLiteral(shape.framing), ...exact];
    context.imports.from('._runtime', 'lines');
    return { hasStream: true, stream: { ...common(operation, 'Lines', context), options: Lexeme.join(options, ', ') } };
  }
  return { hasStream: false };
}

export function streamName(operation: Operation, { source }: Pick<RequestContext, 'source'>): Lexeme {
  return identifier(`${namesOf(operation, source).constant}_STREAM`);
}

function common(operation: Operation, kind: 'Events' | 'Lines', context: RequestContext) {
  return {
    name: streamName(operation, context),
    kind: runtime(context, kind === 'Events' ? 'event_data' : 'lines', kind),
    item: resultType(operation, context.source, context),
  };
}

function eventsOf(operation: Operation, shape: ServerSentEvents, context: RequestContext) {
  const options = [
    reader(operation, shape, context),
    ...(shape.endless ? [code`endless=${scalarLiteral(true)}`] : []),
    ...(shape.resumable ? [code`resumable=${scalarLiteral(true)}`] : []),
    ...(shape.sentinel === null ? [] : [code`sentinel=${stringLiteral(shape.sentinel)}`]),
  ];
  return { options: Lexeme.join(options, ', ') };
}

function reader({ success }: Operation, { data, byEvent }: ServerSentEvents, context: RequestContext): Lexeme {
  const read = (type: Type | null): Lexeme => {
    if (!type) return runtime(context, 'event_data', 'text_data', runtime(context, 'decode', 'nothing'));
    const decoder = context.decoders.of(type);
    if (data === 'text') return runtime(context, 'event_data', 'text_data', decoder);
    const exact = holdsDecimal(context.api, type) ? [code`exact=True`] : [];
    return runtime(context, 'event_data', 'json_data', decoder, ...exact);
  };
  const union = success.type?.kind === 'reference' ? declarationOf(context.api, success.type.id) : null;
  if (!byEvent || union?.kind !== 'union') return read(success.type);
  const cases = byEvent.map(
    ([event, variant]) => code`${stringLiteral(event)}: ${read(union.variants[variant]?.type ?? null)}`,
  );
  return runtime(context, 'event_data', 'by_event', code`{${Lexeme.join(cases, ', ')}}`);
}
