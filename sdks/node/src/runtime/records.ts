import { type Codec, hiddenIn, Mismatch, within } from './codec.js';
import { plain } from './primitives.js';

/** One member of an object: its public name, and how its value travels. */
export interface Member {
  readonly name: string;
  readonly codec: Codec<unknown>;
  readonly required: boolean;
  /** Filled in when it is not there. */
  readonly isConstant?: true;
  /** Read: never sent. Write: never answered. */
  readonly access: 'both' | 'read' | 'write';
}

/** Stands for the members an object does not name, where the document types them. */
export const REST: unique symbol = Symbol('rest');

/** By wire name. */
export type Members = Readonly<Record<string, Member>> & { readonly [REST]?: Codec<unknown> };

export function required(name: string, codec: Codec<unknown>): Member {
  return { name, codec, required: true, access: 'both' };
}

/** One that can be only one thing, so that callers need not say it. */
export function constant(name: string, codec: Codec<unknown>): Member {
  return { name, codec, required: true, access: 'both', isConstant: true };
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
  readonly rest: Codec<unknown> | undefined;
  readonly needed: readonly (readonly [wire: string, member: Member])[];
}

/** An object with named members. Members it does not name keep their wire names and survive a round trip. */
export function object<Out, In = Out>(members: () => Members): Codec<Out, In> {
  let known: Plan | undefined;
  const plan = (): Plan => {
    known ??= planOf(members());
    return known;
  };
  return {
    decode(json) {
      if (isRecord(json)) return decodeMembers(json, plan()) as Out;
      throw new Mismatch('an object', json);
    },
    encode(value) {
      if (isRecord(value)) return encodeMembers(value, plan());
      throw new Mismatch('an object', value);
    },
    strangers: (value) => Object.keys(value).filter((name) => !plan().byName.has(name)).length,
  };
}

/** An object that iterates over the list it is an envelope of. `items` is that list's public name. */
export function envelope<Out extends object, In = Out>(items: string, members: () => Members): Codec<Out, In> {
  const codec = object<Out, In>(members);
  return { ...codec, decode: (json) => iterateOver(codec.decode(json), items) };
}

function planOf(members: Members): Plan {
  const entries = Object.entries(members);
  return {
    byWire: new Map(entries),
    rest: members[REST],
    byName: new Map(entries.map(([wire, member]) => [member.name, [wire, member]])),
    needed: entries.filter(([, { required }]) => required),
  };
}

function decodeMembers(source: Record<string, unknown>, plan: Plan): Record<string, unknown> {
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
        const kept = plan.rest ? plan.rest.decode(json) : plain(json);
        put(plan.byName.has(wire) ? asideOf(value) : value, wire, kept);
      }
    } catch (error) {
      throw within(error, wire);
    }
  }
  const hidden = hiddenIn('decode');
  for (const [wire, { name, access }] of plan.needed) {
    if (access !== hidden && !Object.hasOwn(value, name)) throw within(new Mismatch('a value', undefined), wire);
  }
  return value;
}

function encodeMembers(value: Record<string, unknown>, plan: Plan): Record<string, unknown> {
  const target: Record<string, unknown> = {};
  const hidden = hiddenIn('encode');
  for (const name of Object.keys(value)) {
    const given = value[name];
    if (given === undefined) continue;
    const known = plan.byName.get(name);
    try {
      if (!known) put(target, name, plan.rest ? plan.rest.encode(given) : given);
      else if (known[1].access !== hidden) put(target, known[0], known[1].codec.encode(given));
    } catch (error) {
      throw within(error, name);
    }
  }
  for (const [wire, { name, access, isConstant, codec }] of plan.needed) {
    if (access === hidden || value[name] !== undefined) continue;
    if (!isConstant) throw within(new Mismatch('a value', undefined), name);
    put(target, wire, codec.encode(undefined));
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
function iterateOver<Envelope extends object>(value: Envelope, items: string): Envelope {
  return Object.defineProperty(value, Symbol.iterator, {
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
