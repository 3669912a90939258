import { code, type Lexeme } from '@sdkgen/codegen';
import type { Operation, Type } from '@sdkgen/ir';
import { holdsPacked } from '../holds.ts';
import type { TypeContext } from '../types.ts';
import { isBulkList } from './operation.ts';
import type { RequestContext } from './requests.ts';

/** Whether the client says to the function that writes a call whether to pack lists of floats. */
export function isToldToPack(operation: Operation, { api }: Pick<TypeContext, 'api'>): boolean {
  const { shape, packs } = operation;
  const inBody = operation.arguments.filter(
    (argument) =>
      (argument.at.in === 'body' || argument.at.in === 'member') &&
      !(shape.kind === 'bulk' && isBulkList(argument, shape)),
  );
  return packs.response || (packs.request && inBody.some(({ type }) => holdsPacked(api, type)));
}

/** What writes a part of a body; parameters are never packed, so that they are written by what writes their type. */
export function bodyEncoder({ packs }: Operation, type: Type, context: RequestContext): Lexeme {
  const encoder = context.encoders.of(type);
  if (!packs.request || !holdsPacked(context.api, type)) return encoder;
  context.imports.from('._runtime.packed_floats', 'packing as _packing');
  return code`_packing(packed, ${encoder})`;
}

/** Whether the items of a list sent in parts may hold packed lists. */
export function packsItems({ shape, packs }: Operation, { api }: Pick<TypeContext, 'api'>): boolean {
  return shape.kind === 'bulk' && packs.request && holdsPacked(api, shape.item);
}
