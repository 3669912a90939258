import { code, type Lexeme } from '@sdkgen/codegen';
import { type Bulk, declarationOf, type ObjectDeclaration, type Operation, type Type } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { bracketed } from '../layout.ts';
import { number, propertyKey, scalar, string } from '../literals.ts';
import type { Context } from './context.ts';

/** The member a bulk result gets for what failed, beside those the document gives it. */
export function failedMember(context: Context, operation: Operation): string {
  const taken = new Set(memberNames(context, operation.success.type).values());
  return ['failed', 'failures', 'failedItems'].find((name) => !taken.has(name)) ?? 'failed_';
}

/** Public names by wire name of an object type; none for any other. */
export function memberNames(context: Context, type: Type | null): ReadonlyMap<string, string> {
  const declaration = objectOf(context, type);
  return declaration ? context.named.members(declaration) : new Map();
}

/** What the runtime needs beyond an endpoint to send a list in parts. */
export function bulkLines(context: Context, operation: Operation, shape: Bulk): Lexeme[] {
  const { api, named } = context;
  const names = memberNames(context, operation.success.type);
  const publicName = (wire: string) => string(names.get(wire) ?? wire);
  const outcome = outcomeType(context, operation, shape);
  const outcomes = memberNames(context, outcome);
  const error = shape.error;
  return [
    code`list: ${string(shape.items)},`,
    code`item: ${codecOf(shape.item, api, named, code`codecs.`)},`,
    code`maxItems: ${number(shape.maxItems)},`,
    code`maxBytes: ${scalar(shape.maxBytes)},`,
    code`results: ${publicName(shape.results)},`,
    code`index: ${string(outcomes.get(shape.index) ?? shape.index)},`,
    ...bracketed(code`sum: [`, shape.sum.map(publicName), code`],`, 2),
    code`failed: ${string(failedMember(context, operation))},`,
    code`problem: ${error === null ? code`null` : string(outcomes.get(error) ?? error)},`,
    ...outcomeOf(context, outcome, shape, error),
  ];
}

function objectOf({ api }: Context, type: Type | null): ObjectDeclaration | null {
  if (type?.kind === 'nullable') return objectOf({ api } as Context, type.inner);
  const declaration = type?.kind === 'reference' ? declarationOf(api, type.id) : null;
  return declaration?.kind === 'object' ? declaration : null;
}

function outcomeType(context: Context, operation: Operation, { results }: Bulk): Type | null {
  const list = objectOf(context, operation.success.type)?.properties.find(({ name }) => name.wire === results)?.type;
  return list?.kind === 'list' ? list.items : null;
}

/** An outcome for items no answer speaks of: only where every member it must have can be told. */
function outcomeOf(context: Context, outcome: Type | null, shape: Bulk, error: string | null): Lexeme[] {
  const declaration = objectOf(context, outcome);
  const names = memberNames(context, outcome);
  const members = declaration?.properties.flatMap((property) => {
    if (property.name.wire === error) return [{ property, value: code`{ code, message }` }];
    if (property.name.wire === shape.index) return [{ property, value: code`index` }];
    if (!property.required) return [];
    const value = property.type.kind === 'nullable' ? code`null` : failedState(context, property.type);
    return [{ property, value }];
  });
  if (error === null || !members || members.some(({ value }) => value === null)) return [code`outcomeOf: null,`];
  return [
    code`outcomeOf: (index, { code, message }) => ({`,
    ...members.map(({ property, value }) => {
      const key = propertyKey(names.get(property.name.wire) ?? '');
      return value && `${value}` === `${key}` ? code`  ${key},` : code`  ${key}: ${value ?? code`null`},`;
    }),
    code`}),`,
  ];
}

/** The state of an enum that says so. */
function failedState({ api }: Context, type: Type): Lexeme | null {
  const declaration = type.kind === 'reference' ? declarationOf(api, type.id) : null;
  if (declaration?.kind !== 'enum') return null;
  const state = declaration.members.find(({ value }) => value === 'failed' || value === 'error');
  return typeof state?.value === 'string' ? string(state.value) : null;
}
