import { shapes } from '../generated/shapes.ts';
import type { Result, Shape } from '../tool.ts';
import { Refusal } from './refusal.ts';

/** Stands for the vector an entity had: agents pass this instead of a thousand numbers. */
export interface VectorReference {
  readonly entity: string;
  /** Absent: its latest. */
  readonly at?: string;
}

export type Lookup = (reference: VectorReference) => Promise<readonly number[]>;

/** Arguments with numbers wherever a vector was named by entity and time. Each reference is looked up once. */
export async function resolveVectors(given: unknown, shape: Shape, lookup: Lookup): Promise<unknown> {
  const known = new Map<string, Promise<readonly number[]>>();
  const once: Lookup = (reference) => {
    const key = JSON.stringify(reference);
    const found = known.get(key) ?? lookup(reference);
    known.set(key, found);
    return found;
  };
  return resolveMembers(given, shape, once);
}

async function resolveMembers(value: unknown, shape: Shape, lookup: Lookup): Promise<unknown> {
  if (Array.isArray(value)) return inTurn(value, (item) => resolveMembers(item, shape, lookup));
  if (typeof value !== 'object' || value === null) return value;
  const entries = await inTurn(Object.entries(value), async ([name, inner]) => {
    const is = shape[name]?.is;
    if (is === undefined) return [name, inner] as const;
    if (is !== 'vector') return [name, await resolveMembers(inner, shapes[is] ?? {}, lookup)] as const;
    return [name, isObject(inner) ? await lookup(referenceOf(name, inner)) : inner] as const;
  });
  return Object.fromEntries(entries);
}

/** One after the other: a batch of a thousand must not become a thousand requests at a time. */
async function inTurn<T, U>(items: readonly T[], turn: (item: T) => Promise<U>): Promise<U[]> {
  const turned: U[] = [];
  for (const item of items) turned.push(await turn(item));
  return turned;
}

function referenceOf(name: string, value: Record<string, unknown>): VectorReference {
  const { entity, at, ...others } = value;
  const isReference = typeof entity === 'string' && (at === undefined || typeof at === 'string');
  if (!isReference || Object.keys(others).length > 0)
    throw new Refusal(
      'invalid_vector_reference',
      `${name} is neither a list of numbers nor {entity, at}`,
      `Pass numbers, or {"entity": "<entity id>", "at": "<RFC 3339 time, optional>"}.`,
    );
  return { entity, ...(at !== undefined && { at }) };
}

/** The result without its vectors. */
export function withoutVectors(value: unknown, is: string | null): unknown {
  const shape = is === null ? undefined : shapes[is];
  if (!shape || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutVectors(item, is));
  const kept: Result = {};
  for (const [name, inner] of Object.entries(value)) {
    const member = shape[name]?.is ?? null;
    if (member !== 'vector') kept[name] = withoutVectors(inner, member);
  }
  return kept;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
