import { type Codec, Mismatch, within } from './codec.js';
import { plain } from './primitives.js';

/** One member of an object: its public name, and how its value travels. */
export interface Member {
  readonly name: string;
  readonly codec: Codec<unknown>;
  readonly required: boolean;
  /** Read: never sent. Write: never answered. */
  readonly access: 'both' | 'read' | 'write';
}

/** By wire name. */
export type Members = Readonly<Record<string, Member>>;

export function required(name: string, codec: Codec<unknown>): Member {
  return { name, codec, required: true, access: 'both' };
}

export function optional(name: string, codec: Codec<unknown>): Member {
  return { name, codec, required: false, access: 'both' };
}

export function readOnly(member: Member): Member {
  return { ...member, access: 'read' };
}

export function writeOnly(member: Member): Member {
  return { ...member, access: 'write' };
}

/** Unknown members whose wire name is also the public name of another: kept aside, and sent again. */
const ASIDE: unique symbol = Symbol('members kept aside');

interface Plan {
  readonly byWire: ReadonlyMap<string, Member>;
  readonly byName: ReadonlyMap<string, readonly [wire: string, member: Member]>;
  readonly needed: { readonly decode: readonly (readonly [string, Member])[]; encode: readonly Member[] };
}

/**
 * An object with named members. Members it does not name keep their wire names and survive a round trip. `items` is the public
 * name of the list the object iterates over, `rest` the codec of members not named where the document types them.
 */
export function object<Out, In = Out>(
  members: () => Members,
  { items, rest }: { readonly items?: string; readonly rest?: () => Codec<unknown> } = {},
): Codec<Out, In> {
  let known: Plan | undefined;
  const plan = (): Plan => {
    known ??= planOf(members());
    return known;
  };
  return {
    decode(json) {
      if (!isRecord(json)) throw new Mismatch('an object', json);
      const value = decodeMembers(json, plan(), rest?.());
      if (items !== undefined) iterateOver(value, items);
      return value as Out;
    },
    encode(value) {
      if (!isRecord(value)) throw new Mismatch('an object', value);
      return encodeMembers(value, plan(), rest?.());
    },
  };
}

function planOf(members: Members): Plan {
  const entries = Object.entries(members);
  return {
    byWire: new Map(entries),
    byName: new Map(entries.map(([wire, member]) => [member.name, [wire, member]])),
    needed: {
      decode: entries.filter(([, { required, access }]) => required && access !== 'write'),
      encode: entries.flatMap(([, member]) => (member.required && member.access !== 'read' ? [member] : [])),
    },
  };
}

function decodeMembers(source: Record<string, unknown>, plan: Plan, rest?: Codec<unknown>): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const wire of Object.keys(source)) {
    const member = plan.byWire.get(wire);
    const json = source[wire];
    try {
      if (member) {
        // Null for a member that may be absent but not null is how many servers say absent.
        if (json === null && !member.required && !takesNull(member.codec)) continue;
        put(value, member.name, member.codec.decode(json));
      } else {
        const kept = rest ? rest.decode(json) : plain(json);
        put(plan.byName.has(wire) ? asideOf(value) : value, wire, kept);
      }
    } catch (error) {
      throw within(error, wire);
    }
  }
  for (const [wire, { name }] of plan.needed.decode) {
    if (!Object.hasOwn(value, name)) throw within(new Mismatch('a value', undefined), wire);
  }
  return value;
}

function encodeMembers(value: Record<string, unknown>, plan: Plan, rest?: Codec<unknown>): Record<string, unknown> {
  const target: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const given = value[name];
    if (given === undefined) continue;
    const known = plan.byName.get(name);
    try {
      if (!known) put(target, name, rest ? rest.encode(given) : given);
      else if (known[1].access !== 'read') put(target, known[0], known[1].codec.encode(given));
    } catch (error) {
      throw within(error, name);
    }
  }
  for (const { name } of plan.needed.encode) {
    if (value[name] === undefined) throw within(new Mismatch('a value', undefined), name);
  }
  const aside = (value as { [ASIDE]?: Record<string, unknown> })[ASIDE];
  if (aside) for (const [wire, json] of Object.entries(aside)) put(target, wire, json);
  return target;
}

function takesNull(codec: Codec<unknown>): boolean {
  try {
    codec.decode(null);
    return true;
  } catch {
    return false;
  }
}

function asideOf(value: { [ASIDE]?: Record<string, unknown> }): Record<string, unknown> {
  value[ASIDE] ??= {};
  return value[ASIDE];
}

/** Not enumerable, so that results print, compare and serialise as the plain objects they are. */
function iterateOver(value: Record<string, unknown>, items: string): void {
  Object.defineProperty(value, Symbol.iterator, {
    value(this: Record<string, Iterable<unknown> | null | undefined>) {
      return (this[items] ?? [])[Symbol.iterator]();
    },
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets an own member whatever its name: plain assignment to `__proto__` would do something else. */
export function put(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
}
