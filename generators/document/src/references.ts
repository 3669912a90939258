import { Refused } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, pointerTo } from './json.ts';

/** A schema (or parameter, response, …) and where it stands. */
export interface Located {
  readonly node: JsonObject;
  readonly pointer: string;
}

/** Follows `$ref` chains inside the document to what they name. */
export class References {
  readonly #root: JsonObject;
  readonly #found = new Map<string, Located>();
  #anchors: Map<string, Located> | null = null;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  resolve(node: JsonObject, pointer: string): Located {
    let current: Located = { node, pointer };
    const seen = new Set<string>();
    while (typeof current.node.$ref === 'string') {
      const target = current.node.$ref;
      if (seen.has(target)) throw circular([...seen].slice([...seen].indexOf(target)));
      seen.add(target);
      current = this.#find(target, pointer);
    }
    return current;
  }

  #find(target: string, from: string): Located {
    const known = this.#found.get(target);
    if (known) return known;
    if (!target.startsWith('#'))
      throw refused(
        from,
        'external-ref',
        `${target} is outside the document, and nothing is fetched that was not named`,
        'Name where it may be read from with --allow-ref, or bundle the document first.',
      );
    const found = target === '#' || target.startsWith('#/') ? this.#at(target) : this.#anchor(target.slice(1));
    if (!found) throw refused(from, 'missing-ref', `${target} names nothing in the document`, 'Mend the reference.');
    this.#found.set(target, found);
    return found;
  }

  #at(target: string): Located | null {
    let value: JsonValue | undefined = this.#root;
    const segments = segmentsOf(target);
    for (const segment of segments) {
      if (isObject(value)) value = Object.hasOwn(value, segment) ? value[segment] : undefined;
      else value = Array.isArray(value) ? value[Number(segment)] : undefined;
    }
    // `true` takes anything, as an empty schema does.
    const node = value === true ? {} : value;
    // One spelling of the pointer, so that what is declared once is declared once.
    return isObject(node) ? { node, pointer: pointerTo('#', ...segments) } : null;
  }

  /** `$anchor` names a schema wherever it stands. All are looked up when the first is asked for. */
  #anchor(name: string): Located | null {
    this.#anchors ??= anchorsIn(this.#root);
    return this.#anchors.get(name) ?? null;
  }
}

function anchorsIn(root: JsonObject): Map<string, Located> {
  const anchors = new Map<string, Located>();
  const pending: { value: JsonValue; pointer: string }[] = [{ value: root, pointer: '#' }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, pointer } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value) && typeof value.$anchor === 'string' && !anchors.has(value.$anchor))
      anchors.set(value.$anchor, { node: value, pointer });
    for (const [key, child] of Object.entries(value)) pending.push({ value: child, pointer: pointerTo(pointer, key) });
  }
  return anchors;
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
