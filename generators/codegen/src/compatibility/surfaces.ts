import type { Surface, SurfaceField } from '../surface.ts';
import type { ChangeClass } from './compatibility.ts';

/** What two releases of one package differ in, as it was extracted from both: no document is asked. */
export interface SurfaceChange {
  /** `temporalKnn`, `temporalKnn.k`, `Entity.createdAt`. */
  readonly subject: string;
  readonly words: string;
  readonly class: ChangeClass;
}

/**
 * Who writes a thing decides what may become of it: arguments and options are given, members of types are read, and those of a type
 * that can be written out are all named where it is.
 */
type Side = 'given' | 'read' | 'written';

export function compareSurfaces(before: Surface, after: Surface): SurfaceChange[] {
  const found: SurfaceChange[] = [];
  const add = (subject: string, words: string, kind: ChangeClass): void =>
    void found.push({ subject, words, class: kind });
  const docs = (subject: string, old: { docs: string }, now: { docs: string }): void => {
    if (old.docs !== now.docs) add(subject, 'is documented otherwise', 'fix');
  };
  const fields = (subject: string, old: readonly SurfaceField[], now: readonly SurfaceField[], side: Side): void =>
    pair(old, now, {
      gone: ({ name }) => add(`${subject}.${name}`, 'is gone', 'breaking'),
      come: ({ name, isRequired }) =>
        add(
          `${subject}.${name}`,
          'is new',
          side === 'written' || (side === 'given' && isRequired) ? 'breaking' : 'addition',
        ),
      both: (was, is) => {
        const name = `${subject}.${is.name}`;
        if (was.type !== is.type) add(name, `is ${is.type}, and was ${was.type}`, 'breaking');
        if (was.isRequired !== is.isRequired)
          add(
            name,
            is.isRequired ? 'is always there' : 'may be absent',
            (side === 'given') === is.isRequired ? 'breaking' : 'addition',
          );
        if (was.default !== is.default)
          add(name, `has the default ${is.default ?? 'none'}, and had ${was.default ?? 'none'}`, 'fix');
        docs(name, was, is);
      },
    });
  pair(before.operations, after.operations, {
    gone: ({ name }) => add(name, 'is gone', 'breaking'),
    come: ({ name }) => add(name, 'is new', 'addition'),
    both: (was, is) => {
      fields(is.name, was.arguments, is.arguments, 'given');
      fields(is.name, was.headers, is.headers, 'read');
      if (was.gives !== is.gives)
        add(is.name, `gives ${is.gives ?? 'nothing'}, and gave ${was.gives ?? 'nothing'}`, 'breaking');
      const order = (of: readonly SurfaceField[]): string =>
        of
          .filter((one) => one.isRequired)
          .map(({ name }) => name)
          .join(', ');
      if (order(was.arguments) !== order(is.arguments) && sorted(was.arguments) === sorted(is.arguments))
        add(is.name, `takes ${order(is.arguments)} in this order`, 'breaking');
      for (const feature of was.features.filter((one) => !is.features.includes(one)))
        add(is.name, `no longer has ${feature}`, 'breaking');
      for (const feature of is.features.filter((one) => !was.features.includes(one)))
        add(is.name, `has ${feature}`, 'addition');
      if (was.isDeprecated !== is.isDeprecated)
        add(is.name, is.isDeprecated ? 'is deprecated' : 'is no longer deprecated', 'addition');
      if (was.errors.join() !== is.errors.join()) add(is.name, 'names other errors', 'fix');
      docs(is.name, was, is);
    },
  });
  pair(before.types, after.types, {
    gone: ({ name }) => add(name, 'is gone', 'breaking'),
    come: ({ name }) => add(name, 'is new', 'addition'),
    both: (was, is) => {
      if (was.kind !== is.kind) add(is.name, `is ${is.kind}, and was ${was.kind}`, 'breaking');
      if (!was.isExhaustive !== !is.isExhaustive)
        add(
          is.name,
          is.isExhaustive ? 'can be written out' : 'can no longer be written out',
          is.isExhaustive ? 'addition' : 'breaking',
        );
      fields(is.name, was.fields, is.fields, was.isExhaustive ? 'written' : 'read');
      for (const value of was.values.filter((one) => !is.values.includes(one)))
        add(`${is.name}.${value}`, 'is gone', 'breaking');
      for (const value of is.values.filter((one) => !was.values.includes(one)))
        add(`${is.name}.${value}`, 'is new', was.isExhaustive ? 'breaking' : 'addition');
      docs(is.name, was, is);
    },
  });
  pair(before.errors, after.errors, {
    gone: ({ name }) => add(name, 'is gone', 'breaking'),
    come: ({ name }) => add(name, 'is new', 'addition'),
    both: (was, is) => {
      if (was.base !== is.base)
        add(is.name, `is a kind of ${is.base ?? 'nothing'}, and was of ${was.base ?? 'nothing'}`, 'breaking');
      docs(is.name, was, is);
    },
  });
  fields('client', before.client, after.client, 'given');
  return found;
}

const sorted = (fields: readonly SurfaceField[]): string =>
  fields
    .map(({ name, isRequired }) => `${name} ${isRequired}`)
    .sort()
    .join();

interface Cases<T> {
  gone(one: T): void;
  come(one: T): void;
  both(was: T, is: T): void;
}

function pair<T extends { readonly name: string }>(before: readonly T[], after: readonly T[], cases: Cases<T>): void {
  const left = new Map(before.map((one) => [one.name, one]));
  for (const one of after) {
    const was = left.get(one.name);
    left.delete(one.name);
    if (was) cases.both(was, one);
    else cases.come(one);
  }
  for (const one of left.values()) cases.gone(one);
}
