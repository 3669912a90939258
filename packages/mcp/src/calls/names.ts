import { shapes } from '../generated/shapes.ts';
import type { Shape, ShapeMember } from '../tool.ts';

type Rename = (shape: Shape, key: string) => readonly [name: string, member: ShapeMember | undefined];

/** Arguments by the names of the document, as the client wants them. */
export function toClient(value: unknown, shape: Shape): Record<string, unknown> {
  return members(value as Record<string, unknown>, shape, (known, wire) => [known[wire]?.as ?? wire, known[wire]]);
}

const wireNames = new Map<Shape, ReadonlyMap<string, string>>();

/** What the client gave, by the names of the document. Members nobody knows keep their names. */
export function fromClient(value: unknown, is: string | null): unknown {
  return renamed(value, is ?? undefined, (shape, name) => {
    const known = wireNames.get(shape) ?? new Map(Object.entries(shape).map(([wire, { as }]) => [as, wire]));
    wireNames.set(shape, known);
    const wire = known.get(name) ?? name;
    return [wire, shape[wire]];
  });
}

function renamed(value: unknown, is: string | undefined, rename: Rename): unknown {
  if (typeof value === 'bigint') return digits(value);
  const shape = is === undefined ? {} : shapes[is];
  if (!shape || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, is, rename));
  return members(value as Record<string, unknown>, shape, rename);
}

/** An integer that no double holds, as JSON prints it: digit for digit. */
function digits(value: bigint): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value));
}

function members(value: Record<string, unknown>, shape: Shape, rename: Rename): Record<string, unknown> {
  const target: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const [name, member] = rename(shape, key);
    Object.defineProperty(target, name, {
      value: renamed(inner, member?.is, rename),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return target;
}
