import type { Type } from '@sdkgen/ir';
import type { Lowering } from '../lowering.ts';

/** Among alternatives a packed list is a text like any other: nobody could tell which was meant. */
export function refusePackedAlternatives(lowering: Lowering): void {
  for (const declaration of lowering.declarations.values()) {
    if (declaration.kind !== 'union') continue;
    for (const { name, type } of declaration.variants)
      if (isPacked(lowering, type))
        lowering.report(
          'packed-alternative',
          declaration.id,
          `the alternative ${JSON.stringify(name.words.join(' '))} is a list that may be packed, which cannot be told from text`,
          'Remove x-packed-floats from it, or the other alternatives.',
        );
  }
}

function isPacked(lowering: Lowering, type: Type): boolean {
  if (type.kind === 'nullable') return isPacked(lowering, type.inner);
  const declaration = type.kind === 'reference' ? lowering.declarations.get(type.id) : undefined;
  if (declaration?.kind === 'alias') return isPacked(lowering, declaration.target);
  return type.kind === 'list' && type.packed === true;
}
