import { code, Lexeme, sample } from '@sdkgen/codegen';
import { type Argument, declarationOf, type Json, type Operation, type Type } from '@sdkgen/ir';
import { identifier, propertyKey, scalar } from '../literals.ts';
import type { Context } from './context.ts';
import { bulkList, parametersOf } from './parameters.ts';

/** Longest line of an argument in a README. */
const LINE = 80;

/** A call as a user would write it: `client.ingest({ … })`, over as many lines as it takes. */
export function exampleCall(context: Context, operation: Operation, name = context.named.method(operation)): Lexeme {
  const { named } = context;
  const list = bulkList(operation);
  const names = named.arguments(operation);
  const passed = operation.arguments.filter((one) => one !== list && isShown(operation, one));
  const members = passed.map((one) => code`${propertyKey(names.get(one) ?? '')}: ${exampleValue(context, one)}`);
  const method = code`client.${identifier(name)}`;
  if (list) return code`${method}(items${members.length > 0 ? code`, ${braced(members)}` : code``})`;
  if (parametersOf(context, operation).kind === 'none' || members.length === 0) return code`${method}()`;
  const flat = code`${method}(${braced(members)})`;
  if (flat.width <= LINE) return flat;
  return Lexeme.join([code`${method}({`, ...members.map((member) => code`  ${member},`), code`})`], '\n');
}

/** Required ones, and those the document has an example of that says more than the default. */
function isShown({ shape }: Operation, { name, required, docs, default: given }: Argument): boolean {
  if (shape.kind === 'paged' && name.wire === shape.cursor) return false;
  return required || (given === undefined && docs.examples.length > 0);
}

function exampleValue(context: Context, { type, docs }: Argument): Lexeme {
  return exampleOf(context, type, sample(context.api, type, docs.examples));
}

/** A JSON value as the SDK's users write it: members under their public names. */
export function exampleOf(context: Context, type: Type, value: Json): Lexeme {
  if (value === null || typeof value !== 'object') return scalar(value);
  if (isList(value))
    return code`[${Lexeme.join(
      value.map((item) => exampleOf(context, itemType(type), item)),
      ', ',
    )}]`;
  const declaration = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  if (declaration?.kind === 'alias') return exampleOf(context, declaration.target, value);
  const members = declaration?.kind === 'object' ? declaration.properties : [];
  const names = declaration?.kind === 'object' ? context.named.members(declaration) : new Map<string, string>();
  return braced(
    Object.entries(value).map(([wire, one]) => {
      const known = members.find(({ name }) => name.wire === wire);
      return code`${propertyKey(names.get(wire) ?? wire)}: ${exampleOf(context, known?.type ?? type, one)}`;
    }),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function itemType(type: Type): Type {
  return type.kind === 'list' ? type.items : type.kind === 'nullable' ? itemType(type.inner) : type;
}

function braced(members: readonly Lexeme[]): Lexeme {
  return members.length > 0 ? code`{ ${Lexeme.join(members, ', ')} }` : code`{}`;
}
