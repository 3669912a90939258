import { code, Lexeme } from '@sdkgen/codegen';
import { type TupleType, type Type, unreachable } from '@sdkgen/ir';
import { type Context, resolved } from './types.ts';

/** The form of a value that holds lists that may be packed, outside models of their own; null where it holds none. */
export function packedForm(context: Context, type: Type): Lexeme | null {
  const form = formOf(context, type);
  if (form) context.imports.runtime('packed');
  return form;
}

function formOf(context: Context, type: Type): Lexeme | null {
  const inner = resolved(context, type);
  switch (inner.kind) {
    case 'list':
      return inner.packed ? code`packed::Floats` : within(code`Vec`, formOf(context, inner.items));
    case 'map':
      return mapForm(context, formOf(context, inner.values));
    case 'nullable':
      return within(code`Option`, formOf(context, inner.inner));
    case 'tuple':
      return tupleForm(context, inner);
    case 'primitive':
    case 'literal':
    case 'reference':
      return null;
    default:
      return unreachable(inner);
  }
}

const within = (outer: Lexeme, form: Lexeme | null): Lexeme | null => form && code`${outer}<${form}>`;

function mapForm({ imports }: Context, form: Lexeme | null): Lexeme | null {
  if (form) imports.add('std::collections', 'BTreeMap');
  return form && code`BTreeMap<String, ${form}>`;
}

function tupleForm(context: Context, { items, rest }: TupleType): Lexeme | null {
  const forms = items.map((item) => formOf(context, item));
  const last = rest && formOf(context, rest);
  if (!last && forms.every((form) => form === null)) return null;
  const same = code`packed::Same`;
  const parts = forms.map((form) => form ?? same);
  if (parts.length === 0) return within(code`Vec`, last);
  const fixed = parts.length === 1 ? code`(${parts[0] ?? same},)` : code`(${Lexeme.join(parts, ', ')})`;
  if (!rest) return fixed;
  context.imports.own('Tail');
  return code`Tail<${fixed}, ${last ?? same}>`;
}

/** What turns a value as it was read into the value itself: ` .map(…)` of a result or an option. */
export function unpacking(context: Context, type: Type): Lexeme {
  const form = packedForm(context, type);
  return form ? code`.map(packed::As::<_, ${form}>::value)` : code``;
}
