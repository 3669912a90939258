import { code, type Lexeme } from '@sdkgen/codegen';
import type { Style } from '@sdkgen/ir';
import { identifier } from '../literals.ts';

const STYLES: Readonly<Record<Exclude<Style, 'json' | 'deepObject'>, string>> = {
  simple: 'Simple',
  label: 'Label',
  matrix: 'Matrix',
  form: 'Form',
  spaceDelimited: 'Space',
  pipeDelimited: 'Pipe',
};

/** The runtime's name for a style, after `Style::` where it stands in code. */
export function styleOf(
  { style, explode }: { style: Style; explode: boolean },
  head: 'Style::' | '' = 'Style::',
): Lexeme {
  const path = head === '' ? code`` : code`Style::`;
  if (style === 'json') return code`${path}Json`;
  if (style === 'deepObject') return code`${path}DeepObject`;
  return code`${path}${identifier(STYLES[style])}(${identifier(String(explode))})`;
}
