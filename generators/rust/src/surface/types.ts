import type { SurfaceError, SurfaceField, SurfaceType } from '@sdkgen/codegen';
import { notation } from './notation.ts';
import { type Crate, docsOf, type Item, isExhaustive, methodsOf } from './rustdoc.ts';

type Named = Item & { readonly name: string };

/** Public structs, enums and aliases of the models' folder. */
export function typesOf(crate: Crate): SurfaceType[] {
  return Object.values(crate.index)
    .filter((item): item is Named => item.name !== null && item.visibility === 'public')
    .filter(({ span }) => span?.filename.includes('src/models/') ?? false)
    .flatMap((item) => typeOf(crate, item));
}

function typeOf(crate: Crate, item: Named): SurfaceType[] {
  const { struct, enum: choices, type_alias: alias } = item.inner;
  const about = {
    name: item.name,
    docs: docsOf(item),
    isDeprecated: item.deprecation !== null,
    ...(!alias && isExhaustive(item) && { isExhaustive: true }),
  };
  if (struct)
    return [{ ...about, kind: 'object', fields: fieldsOf(crate, struct.kind.plain?.fields ?? []), values: [] }];
  if (choices)
    return [{ ...about, kind: 'enum', fields: [], values: choices.variants.flatMap((id) => wireOf(crate.index[id])) }];
  return alias ? [{ ...about, kind: 'alias', fields: [], values: [notation(alias.type)] }] : [];
}

/** Documentation of a listed member is its text on the wire; what keeps others has none. */
const wireOf = (variant: Item | undefined): string[] => /^`([^`]+)`/.exec(docsOf(variant ?? NO_ITEM))?.slice(1) ?? [];
const NO_ITEM: Item = { name: null, docs: null, visibility: null, deprecation: null, span: null, inner: {} };

function fieldsOf(crate: Crate, ids: readonly number[]): SurfaceField[] {
  return ids.flatMap((id) => {
    const field = crate.index[id];
    if (!field?.name || field.visibility !== 'public' || !field.inner.struct_field) return [];
    const written = notation(field.inner.struct_field);
    const isRequired = !/ \| null$/.test(written);
    return [{ name: field.name, type: written, isRequired, docs: docsOf(field) }];
  });
}

/** Methods of the type that reads an answer's headers. */
export function headersOf(crate: Crate, name: string): SurfaceField[] {
  const item = Object.values(crate.index).find((one) => one.name === name && one.inner.struct);
  return methodsOf(crate, item?.inner.struct?.impls ?? []).flatMap((method) => {
    const { output, inputs = [] } = method.inner.function?.sig ?? {};
    if (!output || inputs.length !== 1) return [];
    return [{ name: method.name, type: headerType(notation(output)), isRequired: false, docs: docsOf(method) }];
  });
}

const headerType = (written: string): string => written.replace(/ \| null$/, '');

/** Variants of the one public error, each with what it says. */
export function errorsOf(crate: Crate): SurfaceError[] {
  const error = Object.values(crate.index).find(
    ({ name, inner, span }) => name === 'Error' && inner.enum && span?.filename === 'src/error.rs',
  );
  if (!error) return [];
  const variants = (error.inner.enum?.variants ?? []).flatMap((id) => crate.index[id] ?? []);
  return [
    { name: 'Error', base: null, docs: docsOf(error) },
    ...variants.map((variant) => ({ name: variant.name ?? '', base: 'Error', docs: docsOf(variant) })),
  ];
}
