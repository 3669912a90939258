import { type Declaration, type Name, nameOf, type Type } from '@sdkgen/ir';
import { type JsonObject, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { componentOf } from './places.ts';

/** Declares under the pointer unless that was done or is being done, and refers to it. */
export function declare(lowering: Lowering, pointer: string, make: () => Declaration): Type {
  if (!lowering.declarations.has(pointer) && !lowering.isDeclaring(pointer)) lowering.declare(pointer, make);
  return { kind: 'reference', id: pointer };
}

/** Components keep their own name; an inline schema prefers its title. */
export function titled(schema: JsonObject, pointer: string, name: Name): Name {
  const title = textOf(schema.title);
  return title && !componentOf(pointer) ? nameOf(title) : name;
}
