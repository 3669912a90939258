import { code, type Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Type, unreachable } from '@sdkgen/ir';
import { apart, type Context, nativeType, resolved } from './types.ts';

/** How a function takes a value, and what makes it the value that is kept. */
export interface Parameter {
  readonly type: Lexeme;
  convert(value: Lexeme): Lexeme;
}

const into = (type: Lexeme): Parameter => ({
  type: code`impl Into<${type}>`,
  convert: (value) => code`${value}.into()`,
});
const byValue = (type: Lexeme): Parameter => ({ type, convert: (value) => value });

/** As generous as the type allows: text by reference, lists by anything that gives their items, the rest by conversion. */
export function parameterOf(context: Context, type: Type, keeps: 'slice' | 'vec' = 'slice'): Parameter {
  const inner = resolved(context, type);
  switch (inner.kind) {
    case 'primitive':
      return ['boolean', 'int32', 'int64', 'uint64', 'float32', 'float64', 'date'].includes(inner.primitive)
        ? byValue(nativeType(context, inner))
        : scalar(context, inner);
    case 'list':
      return list(apart(context), inner.items, keeps);
    case 'map':
      return entries(apart(context), inner.values);
    case 'reference':
      return reference(context, inner);
    case 'nullable':
    case 'tuple':
    case 'literal':
      return byValue(nativeType(context, inner));
    default:
      return unreachable(inner);
  }
}

function scalar(context: Context, type: Type): Parameter {
  const native = nativeType(context, type);
  return `${native}` === 'i64' ? byValue(native) : into(native);
}

/** A reference that is boxed where it is kept is given as it is. */
function reference(context: Context, type: Type & { kind: 'reference' }): Parameter {
  const bare = nativeType({ ...context, within: null }, type);
  const isBoxed = nativeType(context, type).width > bare.width;
  return {
    type: code`impl Into<${bare}>`,
    convert: (value) => (isBoxed ? code`Box::new(${value}.into())` : code`${value}.into()`),
  };
}

/** Numbers are given as a slice to a call, which is short, and as a vector to a model, which keeps it. */
function list(context: Context, items: Type, keeps: 'slice' | 'vec'): Parameter {
  if (isCopied(context, items)) {
    const type = nativeType(context, items);
    if (keeps === 'vec') return into(code`Vec<${type}>`);
    return { type: code`&[${type}]`, convert: (value) => code`${value}.to_vec()` };
  }
  if (isText(context, items)) {
    return helped(context, 'names_of', code`&[impl AsRef<str>]`);
  }
  return helped(context, 'items_of', code`impl IntoIterator<Item = impl Into<${nativeType(context, items)}>>`);
}

function entries(context: Context, values: Type): Parameter {
  const type = nativeType(context, values);
  return helped(context, 'entries_of', code`impl IntoIterator<Item = (impl Into<String>, impl Into<${type}>)>`);
}

function helped({ imports }: Context, helper: keyof typeof HELPERS, type: Lexeme): Parameter {
  return {
    type,
    convert: (value) => {
      imports.runtime(helper);
      return HELPERS[helper](value);
    },
  };
}

const HELPERS = {
  names_of: (value: Lexeme) => code`names_of(${value})`,
  items_of: (value: Lexeme) => code`items_of(${value})`,
  entries_of: (value: Lexeme) => code`entries_of(${value})`,
};

function isCopied(context: Context, type: Type): boolean {
  const inner = resolved(context, type);
  return inner.kind === 'primitive' && /^(bool|i32|i64|u64|f32|f64)$/.test(`${nativeType(context, inner)}`);
}

/** Strings and open enums, both made from text. */
function isText(context: Context, type: Type): boolean {
  const inner = resolved(context, type);
  if (inner.kind === 'primitive') return `${nativeType(context, inner)}` === 'String';
  if (inner.kind !== 'reference') return false;
  const declaration = declarationOf(context.api, inner.id);
  return declaration.kind === 'enum' && declaration.value === 'string' && declaration.open;
}
