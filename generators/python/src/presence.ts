import { type Api, declarationOf, type Property, type Type, type Usage } from '@sdkgen/ir';

/**
 * How a member may be missing: never; as what it always is, which the SDK fills in; as `None`; or as `UNSET`, where null is
 * a value of its own.
 */
export type Presence = 'required' | 'constant' | 'optional' | 'settable';

export function presenceOf(api: Api, property: Property, usage: Usage): Presence {
  const oneWay = (property.access === 'read' && usage.request) || (property.access === 'write' && usage.response);
  return presence(api, property.type, property.required && !oneWay);
}

export function presence(api: Api, type: Type, required: boolean): Presence {
  if (required) return constantOf(type) === null ? 'required' : 'constant';
  return isNullable(api, type, new Set()) ? 'settable' : 'optional';
}

/** The only value a type has; null when there are more, or when that is null. */
export function constantOf(type: Type): string | number | boolean | null {
  return type.kind === 'literal' ? type.value : null;
}

/** Whether null is one of a type's values. */
function isNullable(api: Api, type: Type, seen: ReadonlySet<string>): boolean {
  if (type.kind === 'nullable') return true;
  if (type.kind === 'literal') return type.value === null;
  if (type.kind === 'primitive') return type.primitive === 'json';
  if (type.kind !== 'reference' || seen.has(type.id)) return false;
  const declaration = declarationOf(api, type.id);
  const within = new Set([...seen, type.id]);
  if (declaration.kind === 'alias') return isNullable(api, declaration.target, within);
  return declaration.kind === 'union' && declaration.variants.some((variant) => isNullable(api, variant.type, within));
}
