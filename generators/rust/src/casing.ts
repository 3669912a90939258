import { pascal, snake } from '@sdkgen/codegen';
import type { Name } from '@sdkgen/ir';

/** Longer names are cut: past this, rustfmt has no layout left that fits its margin. */
const LONGEST = 50;

/** `entity_id`: ASCII only, so that no two identifiers look alike and none needs normalising. */
export function snakeCase(name: Name): string {
  // A leading underscore would say that it is not used.
  const text = ascii(snake(name))
    .toLowerCase()
    .replace(/^_*(?=\d)/, 'n');
  return text.slice(0, LONGEST).replace(/_+$/, '');
}

export function pascalCase(name: Name): string {
  const text = ascii(pascal(name)).replaceAll('_', '').slice(0, LONGEST);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Letters lose their accents; what has no ASCII letter becomes its code point. */
function ascii(text: string): string {
  return [...text.normalize('NFKD').replaceAll(/\p{M}/gu, '')]
    .map((character) => (/[A-Za-z0-9_]/.test(character) ? character : `u${character.codePointAt(0)?.toString(16)}`))
    .join('');
}
