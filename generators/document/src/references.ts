import { Refused } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue } from './json.ts';

/** A schema (or parameter, response, …) and where it stands. */
export interface Located {
  readonly node: JsonObject;
  readonly pointer: string;
}

/** Follows `$ref` chains inside the document to what they name. */
export class References {
  readonly #root: JsonObject;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  resolve(node: JsonObject, pointer: string): Located {
    const seen = new Set<string>();
    let current: Located = { node, pointer };
    while (typeof current.node.$ref === 'string') {
      const target = current.node.$ref;
      if (seen.has(target)) throw circular([...seen].slice([...seen].indexOf(target)));
      seen.add(target);
      current = this.#find(target, pointer);
    }
    return current;
  }

  #find(target: string, from: string): Located {
    if (!target.startsWith('#')) {
      throw refused(
        from,
        'external-ref',
        `${target} is outside the document, and nothing is fetched that was not named`,
        'Bundle the document first.',
      );
    }
    let value: JsonValue | undefined = this.#root;
    for (const segment of segmentsOf(target)) {
      value =
        isObject(value) && Object.hasOwn(value, segment)
          ? value[segment]
          : Array.isArray(value)
            ? value[Number(segment)]
            : undefined;
    }
    if (!isObject(value))
      throw refused(from, 'missing-ref', `${target} names nothing in the document`, 'Mend the reference.');
    return { node: value, pointer: target };
  }
}

/** The same finding wherever the circle is entered. */
function circular(members: readonly string[]): Refused {
  const [first = '', ...others] = members.toSorted();
  const circle = [first, ...others].join(', ');
  const message = others.length > 0 ? `${circle} refer only to each other` : `${first} refers only to itself`;
  return refused(first, 'circular-ref', message, 'Give one of them a schema of its own.');
}

function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => decode(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function refused(pointer: string, code: string, message: string, hint: string): Refused {
  return new Refused([{ pointer, code, message, hint }]);
}
