import { parse } from 'yaml';
import { numberOf, parseJson, type Value } from './json.ts';

/** YAML as exactly as JSON is read; `!json '…'` holds JSON text, for numbers YAML would round and keys that matter. */
export function parseYaml(text: string): Value {
  return settled(
    parse(text, {
      intAsBigInt: true,
      customTags: [{ tag: '!json', resolve: (source: string) => new Literal(parseJson(source)) }],
    }),
  );
}

class Literal {
  readonly value: Value;
  constructor(value: Value) {
    this.value = value;
  }
}

/** Numbers as reading JSON gives them. */
function settled(value: unknown): Value {
  if (value instanceof Literal) return value.value;
  if (typeof value === 'bigint' || typeof value === 'number') return numberOf(String(value));
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value as Value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, settled(member)]));
}
