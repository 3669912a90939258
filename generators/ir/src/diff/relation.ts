import { type Api, declarationOf } from '../api.ts';
import type { Primitive, Type } from '../type.ts';
import { typeText } from './text.ts';

/** How the later type stands to the earlier one: whether all values of one are values of the other. */
export type Relation = 'same' | 'wider' | 'narrower' | 'other';

/** Each takes what those before it take. */
const NUMBERS: readonly Primitive[] = ['int32', 'int64', 'integer', 'decimal'];
const FRACTIONS: readonly Primitive[] = ['float32', 'float64', 'decimal'];

export function relationOf(before: Api, was: Type, after: Api, is: Type): Relation {
  if (typeText(before, was) === typeText(after, is)) return 'same';
  const [old, type] = [bare(before, was), bare(after, is)];
  if (typeText(before, old) === typeText(after, type)) return 'same';
  if (old.kind === 'nullable' && type.kind === 'nullable') return relationOf(before, old.inner, after, type.inner);
  if (type.kind === 'nullable') return both('wider', relationOf(before, old, after, type.inner));
  if (old.kind === 'nullable') return both('narrower', relationOf(before, old.inner, after, type));
  if (old.kind === 'list' && type.kind === 'list') return relationOf(before, old.items, after, type.items);
  if (old.kind === 'map' && type.kind === 'map') return relationOf(before, old.values, after, type.values);
  if (old.kind === 'primitive' && type.kind === 'primitive') return ofPrimitives(old.primitive, type.primitive);
  if (old.kind === 'literal' && type.kind === 'primitive')
    return typeof old.value === type.primitive ? 'wider' : 'other';
  if (old.kind === 'primitive' && type.kind === 'literal')
    return typeof type.value === old.primitive ? 'narrower' : 'other';
  return 'other';
}

/** What a name stands for that is no type of its own. */
function bare(api: Api, type: Type): Type {
  const declaration = type.kind === 'reference' ? declarationOf(api, type.id) : null;
  return declaration?.kind === 'alias' ? bare(api, declaration.target) : type;
}

const both = (one: Relation, other: Relation): Relation => (other === 'same' || other === one ? one : 'other');

function ofPrimitives(old: Primitive, type: Primitive): Relation {
  if (type === 'json') return 'wider';
  if (old === 'json') return 'narrower';
  for (const order of [NUMBERS, FRACTIONS, ['int32', 'float64'] as const]) {
    const [from, to] = [order.indexOf(old as never), order.indexOf(type as never)];
    if (from >= 0 && to >= 0) return from < to ? 'wider' : 'narrower';
  }
  return 'other';
}
