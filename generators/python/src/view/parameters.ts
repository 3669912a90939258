import { code, encodedPath, Lexeme } from '@sdkgen/codegen';
import type { Location, Operation, Parameter } from '@sdkgen/ir';
import { identifier, scalarLiteral, stringLiteral } from '../literals.ts';
import { runtime } from './answers.ts';
import type { ArgumentView } from './operation.ts';
import type { RequestContext } from './requests.ts';

/** The expression of a path, its parameters filled in. */
export function pathOf(operation: Operation, args: readonly ArgumentView[], context: RequestContext): Lexeme {
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return stringLiteral(encodedPath(part.text));
    const arg = args.find(({ argument: { at } }) => at.in === 'path' && at.parameter.name.wire === part.wire);
    if (arg?.argument.at.in !== 'path') throw new Error(`${operation.pointer}: nothing fills {${part.wire}}`);
    return parameterCall('path', arg, arg.argument.at.parameter, context);
  });
  return parts.length > 0 ? Lexeme.join(parts, ' + ') : stringLiteral('/');
}

/** The statements that write the parameters of one location. */
export function ofLocation(
  location: Exclude<Location, 'path'>,
  args: readonly ArgumentView[],
  context: RequestContext,
) {
  return args.flatMap((arg) =>
    arg.argument.at.in === location ? [{ call: parameterCall(location, arg, arg.argument.at.parameter, context) }] : [],
  );
}

const DEFAULT_STYLES = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' } as const;
const TARGETS = { path: [], query: [code`query`], header: [code`headers`], cookie: [code`headers`] } as const;

/** A call of `params`, saying only what differs from the usual style. */
function parameterCall(
  location: Location,
  { names, argument }: ArgumentView,
  parameter: Parameter,
  context: RequestContext,
): Lexeme {
  const wire = location === 'header' ? parameter.name.wire.toLowerCase() : parameter.name.wire;
  const explodes = location === 'query' || location === 'cookie';
  const options = [
    ...(parameter.style === DEFAULT_STYLES[location] ? [] : [stringLiteral(parameter.style)]),
    ...(parameter.explode === explodes ? [] : [code`explode=${scalarLiteral(parameter.explode)}`]),
    ...(parameter.allowReserved && location === 'query' ? [code`reserved=True`] : []),
  ];
  const target: readonly Lexeme[] = TARGETS[location];
  const value = [stringLiteral(wire), identifier(names.local), context.encoders.of(argument.type)];
  return runtime(context, 'params', location, ...target, ...value, ...options);
}
