import { isObject, type JsonObject, type JsonValue, listOf, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { isOctets } from './primitive.ts';

/** Choices that list texts between them, as one enum. */
interface Listed {
  readonly values: readonly string[];
  /** What the enum is declared with: names, descriptions, and whether other texts will do. */
  readonly schema: JsonObject;
}

/**
 * `anyOf: [string, enum]` is how documents without an extension write an open enum, and `oneOf` of described constants how they
 * describe its members. Null where the choices are anything else.
 */
export function listedTexts(lowering: Lowering, choices: readonly JsonValue[]): Listed | null {
  const read = choices.map((choice) => (isObject(choice) ? textsOf(lowering, choice) : null));
  if (read.some((texts) => texts === null)) return null;
  const all = read.filter((texts) => texts !== null);
  const isOpen = all.some((texts) => texts.length === 0);
  const named = choices.some((choice) => isObject(choice) && typeof choice.$ref === 'string');
  // Enums with names of their own stay what they are, unless a free text makes their listing a mere suggestion.
  if (named && !isOpen) return null;
  const values = all.flat();
  if (values.length === 0) return null;
  const descriptions = all.flatMap((texts, index) =>
    texts.map(() => (texts.length === 1 ? describe(choices[index]) : '')),
  );
  const unique = [...new Set(values)];
  return {
    values: unique,
    schema: {
      'x-enum-descriptions': unique.map((value) => descriptions[values.indexOf(value)] ?? ''),
      ...(isOpen && { 'x-extensible-enum': unique }),
    },
  };
}

/** The texts a choice lists; none where it takes any text; null where it is no text. */
function textsOf(lowering: Lowering, choice: JsonObject): string[] | null {
  const { node } = lowering.resolve(choice, '');
  if (typeof node.const === 'string') return [node.const];
  const isText = node.type === 'string' || (node.type === undefined && stringsOf(node.enum).length > 0);
  if (!isText || node.format !== undefined || node.contentEncoding !== undefined || isOctets(node)) return null;
  if (['allOf', 'oneOf', 'anyOf', 'x-extensible-enum'].some((keyword) => keyword in node)) return null;
  const values = listOf(node.enum);
  return values.every((value) => typeof value === 'string') ? stringsOf(values) : null;
}

function describe(choice: JsonValue | undefined): string {
  return isObject(choice) ? textOf(choice.description) || textOf(choice.title) : '';
}
