import type { Body, FixedMember, Type } from '@sdkgen/ir';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';

/** Where one operation answers whole or as a stream, the member of its body that asks for the one or the other. */
export interface Flag {
  readonly plain: readonly FixedMember[];
  readonly stream: readonly FixedMember[];
}

/** The member `stream`, or the one `x-stream` names, where the body has it and it is a flag. */
export function fixedFor(lowering: Lowering, operation: JsonObject, body: Body | null): Flag | null {
  if (!body?.flattened || body.type.kind !== 'reference') return null;
  const declaration = lowering.declarations.get(body.type.id);
  if (declaration?.kind !== 'object') return null;
  const wire = textOf(objectOf(operation['x-stream']).flag) || 'stream';
  const member = declaration.properties.find(({ name }) => name.wire === wire);
  if (!member || !isFlag(lowering, member.type)) return null;
  return { plain: member.required ? [{ wire, value: false }] : [], stream: [{ wire, value: true }] };
}

function isFlag(lowering: Lowering, type: Type): boolean {
  if (type.kind === 'nullable') return isFlag(lowering, type.inner);
  if (type.kind === 'literal') return typeof type.value === 'boolean';
  if (type.kind === 'primitive') return type.primitive === 'boolean';
  const declaration = type.kind === 'reference' ? lowering.declarations.get(type.id) : undefined;
  return declaration?.kind === 'alias' && isFlag(lowering, declaration.target);
}
