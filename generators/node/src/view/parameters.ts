import { argumentDocs, code, type Lexeme } from '@sdkgen/codegen';
import { type Argument, declarationOf, type ObjectDeclaration, type Operation } from '@sdkgen/ir';
import { doc, identifier, propertyKey } from '../literals.ts';
import { joined, typeOf } from '../types.ts';
import { type Context, header } from './context.ts';
import { fieldsMembers, headersOfAnswers } from './fields.ts';
import { importsOf, TYPES } from './imports.ts';
import { type Member, memberOf } from './models.ts';
import { isMany } from './request.ts';

/**
 * What a method takes. Nothing; exactly the members of a declared body, which is then its type; or a type of its own, made of
 * parameters and members. The list of a bulk operation is an argument apart, and not among these.
 */
export type Parameters =
  | { readonly kind: 'none' }
  | { readonly kind: 'declared'; readonly type: string; readonly isRequired: boolean }
  | {
      readonly kind: 'own';
      readonly type: string;
      readonly isRequired: boolean;
      readonly arguments: readonly Argument[];
    };

export function parametersOf(context: Context, operation: Operation): Parameters {
  const passed = operation.arguments.filter((argument) => argument !== bulkList(operation));
  if (passed.length === 0) return { kind: 'none' };
  const isRequired = passed.some(({ required }) => required);
  const body = operation.shape.kind === 'bulk' ? null : wholeBody(context, operation);
  if (body) return { kind: 'declared', type: context.named.type(body.id, 'in'), isRequired };
  return { kind: 'own', type: context.named.params(operation), isRequired, arguments: passed };
}

/** The argument that is sent in parts. */
export function bulkList({ shape, arguments: passed }: Operation): Argument | undefined {
  if (shape.kind !== 'bulk') return undefined;
  return passed.find(({ at }) => at.in === 'member' && at.wire === shape.items);
}

/** The declaration of a body whose members are all a caller passes, under the same names. */
export function wholeBody({ api, named }: Context, operation: Operation): ObjectDeclaration | null {
  const { body, arguments: passed } = operation;
  if (!body?.flattened || body.type.kind !== 'reference') return null;
  const declaration = declarationOf(api, body.type.id);
  if (declaration.kind !== 'object') return null;
  // What must be in a body that may be left out cannot be asked for in the type of one that is there.
  if (!body.required && declaration.properties.some(({ required }) => required)) return null;
  // What the SDK fills in itself is in the type, but not asked for.
  if (declaration.properties.filter(({ access }) => access !== 'read').length !== passed.length) return null;
  const members = named.members(declaration);
  const names = named.arguments(operation);
  const alike = passed.every((one) => one.at.in === 'member' && names.get(one) === members.get(one.at.wire));
  return alike ? declaration : null;
}

/** `params.ts`: parameters of operations that are not just a declared body. */
export function paramsView(context: Context) {
  const params = context.api.operations.flatMap((operation) => {
    const parameters = parametersOf(context, operation);
    return [
      ...(parameters.kind === 'own' ? [interfaceOf(context, operation, parameters)] : []),
      ...(headersOfAnswers(operation).length > 0 ? [headersInterface(context, operation)] : []),
    ];
  });
  return {
    ...header(context),
    ...importsOf(
      params.flatMap(({ members }) => members.flatMap(({ lines }) => lines)),
      [...TYPES, 'models'],
    ),
    params,
    isEmpty: params.length === 0,
  };
}

interface Interface {
  readonly doc: readonly Lexeme[];
  readonly name: Lexeme;
  readonly members: readonly Member[];
}

function headersInterface(context: Context, operation: Operation): Interface {
  return {
    doc: doc([`Headers that the answer to \`${context.named.method(operation)}\` declares.`]),
    name: identifier(context.named.fields(operation)),
    members: fieldsMembers(context, operation),
  };
}

function interfaceOf(
  context: Context,
  operation: Operation,
  { type, arguments: passed }: Extract<Parameters, { kind: 'own' }>,
): Interface {
  const names = context.named.arguments(operation);
  return {
    doc: doc([`What \`${context.named.method(operation)}\` takes.`]),
    name: identifier(type),
    members: passed.map((argument) => {
      const name = names.get(argument) ?? '';
      return argument.at.in === 'body' && isMany(operation)
        ? manyOf(context, name, argument)
        : memberOf(context, name, argument, 'in', MODELS);
    }),
  };
}

/** A body of any number of items. */
function manyOf(context: Context, name: string, { type, required, docs }: Argument): Member {
  const item = joined(typeOf(type, 'in', context.named, MODELS));
  const [sign, absent] = required ? [code``, code``] : [code`?`, code` | undefined`];
  return {
    doc: doc([argumentDocs({ docs, type, default: undefined }) || 'The items to send, in their order.'], 2),
    lines: [code`readonly ${propertyKey(name)}${sign}: Items<${item}>${absent};`],
  };
}

/** What stands before a declared type outside of `models.ts`. */
export const MODELS = code`models.`;

/** Their type, outside of the files that declare it. */
export function parametersType(parameters: Parameters): Lexeme {
  if (parameters.kind === 'none') return code`object`;
  return code`${parameters.kind === 'own' ? code`parameters.` : MODELS}${identifier(parameters.type)}`;
}
