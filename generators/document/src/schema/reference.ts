import { type AliasDeclaration, joinNames, type Name, nameOf, type Type } from '@sdkgen/ir';
import { schemaDocs } from '../docs.ts';
import { type JsonObject, pointerTo } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { asChildren } from './inherit.ts';
import { componentOf, nameOfPlace } from './places.ts';
import { JSON_TYPE, typeOf } from './type.ts';
import { xmlOf } from './xml.ts';

const MAX_CHAIN = 40;

/** Declares what was put off, and what that puts off in turn. */
export function declareDeferred(lowering: Lowering): void {
  for (let next = lowering.deferred.pop(); next; next = lowering.deferred.pop())
    reference(lowering, next, nameOfPlace(next.pointer));
}

/**
 * The type of what a `$ref` names. A component is declared once, whatever kind it turns out to be. Another place is only
 * declared where its type needs a name: an object, an enum, a union, or anything that comes back to itself.
 */
export function reference(lowering: Lowering, { node, pointer }: Located, name: Name): Type {
  const referring: Type = { kind: 'reference', id: pointer };
  if (lowering.declarations.has(pointer) || lowering.isDeclaring(pointer)) return referring;
  if (lowering.following.has(pointer)) {
    lowering.awaited.add(pointer);
    return referring;
  }
  const component = componentOf(pointer);
  // A chain of thousands of components is no reason to run out of stack: they are declared when their turn comes.
  if (component && lowering.following.size >= MAX_CHAIN) {
    lowering.deferred.push({ node, pointer });
    return referring;
  }
  // An unresolved reference stays where it was found and has a name already.
  const own = component ?? (pointer.startsWith('#/') ? nameOfPlace(pointer) : name);
  const before = lowering.findings.length;
  lowering.following.add(pointer);
  const target = typeOf(lowering, component ? asChildren(lowering, node, pointer) : node, pointer, own);
  lowering.following.delete(pointer);
  if (target.kind === 'reference' && target.id === pointer) {
    if (!lowering.declarations.has(pointer)) {
      refuseCircle(lowering, pointer);
      alias(lowering, node, pointer, own, JSON_TYPE);
    }
    lowering.adopt(before, pointer);
    return referring;
  }
  if (!component && !lowering.awaited.has(pointer)) return target;
  alias(lowering, node, pointer, own, target);
  lowering.adopt(before, pointer);
  return referring;
}

function refuseCircle(lowering: Lowering, pointer: string): void {
  // A circle of references was told as one already, by its members.
  if (lowering.findings.some(({ diagnostic }) => diagnostic.code === 'circular-ref')) return;
  lowering.report('circular-schema', pointer, 'this schema is made of itself', 'Give it a type of its own.');
}

/** Components that are only other names of each other have no type: `A` is `B` and `B` is `A`. */
export function refuseAliasCircles(lowering: Lowering): void {
  for (const [id, declaration] of lowering.declarations) {
    const seen = new Set<string>();
    let next = declaration.kind === 'alias' ? aliased(declaration.target) : null;
    for (; next !== null && next !== id && !seen.has(next); ) {
      seen.add(next);
      const target = lowering.declarations.get(next);
      next = target?.kind === 'alias' ? aliased(target.target) : null;
    }
    if (next === id) {
      refuseCircle(lowering, id);
      lowering.declarations.set(id, { ...declaration, kind: 'alias', target: JSON_TYPE } as AliasDeclaration);
    }
  }
}

function aliased(type: Type): string | null {
  if (type.kind === 'nullable') return aliased(type.inner);
  return type.kind === 'reference' ? type.id : null;
}

/** A nullable component: the alias keeps the component's id, its inner declaration moves one step down. */
function alias(lowering: Lowering, node: JsonObject, pointer: string, name: Name, target: Type): void {
  const inner = lowering.declarations.get(pointer);
  const id = pointerTo(pointer, 'value');
  if (inner) lowering.declarations.set(id, { ...inner, id, name: joinNames(name, nameOf('value')) });
  lowering.declare(pointer, () => ({
    kind: 'alias',
    id: pointer,
    name,
    docs: schemaDocs(node),
    xml: xmlOf(lowering, node),
    target: inner ? redirect(target, pointer, id) : target,
  }));
}

function redirect(target: Type, from: string, to: string): Type {
  if (target.kind === 'nullable') return { kind: 'nullable', inner: redirect(target.inner, from, to) };
  return target.kind === 'reference' && target.id === from ? { kind: 'reference', id: to } : target;
}
