/** What of rustdoc's JSON is read here. */
export interface Crate {
  readonly index: Readonly<Record<string, Item>>;
}

export interface Item {
  readonly name: string | null;
  readonly docs: string | null;
  readonly visibility: unknown;
  readonly deprecation: unknown;
  readonly attrs?: readonly unknown[];
  readonly span: { readonly filename: string; readonly begin: readonly [line: number, column: number] } | null;
  readonly inner: {
    readonly struct?: {
      readonly kind: { readonly plain?: { readonly fields: readonly number[] } };
      readonly impls: readonly number[];
    };
    readonly enum?: { readonly variants: readonly number[]; readonly impls: readonly number[] };
    readonly impl?: { readonly trait: unknown; readonly items: readonly number[] };
    readonly function?: Function;
    readonly struct_field?: Type;
    readonly type_alias?: { readonly type: Type };
    readonly variant?: { readonly kind: unknown };
  };
}

export interface Function {
  readonly sig: { readonly inputs: readonly (readonly [name: string, type: Type])[]; readonly output: Type | null };
  readonly generics: Generics;
  readonly header: { readonly is_async: boolean };
}

export interface Generics {
  readonly params: readonly {
    readonly name: string;
    readonly kind: { readonly type?: { readonly bounds: readonly Bound[] } };
  }[];
  readonly where_predicates: readonly {
    readonly bound_predicate?: { readonly type: Type; readonly bounds: readonly Bound[] };
  }[];
}

export interface Bound {
  readonly trait_bound?: { readonly trait: Path };
}

export interface Path {
  readonly path: string;
  readonly id: number;
  readonly args: Arguments | null;
}

export interface Arguments {
  readonly angle_bracketed?: {
    readonly args: readonly { readonly type?: Type }[];
    readonly constraints: readonly {
      readonly name: string;
      readonly binding: { readonly equality?: { readonly type?: Type }; readonly constraint?: readonly Bound[] };
    }[];
  };
}

export interface Type {
  readonly primitive?: string;
  readonly generic?: string;
  readonly resolved_path?: Path;
  readonly borrowed_ref?: { readonly type: Type };
  readonly slice?: Type;
  readonly array?: { readonly type: Type; readonly len: string };
  readonly tuple?: readonly Type[];
  readonly impl_trait?: readonly Bound[];
}

export const lastOf = (path: string): string => path.split('::').at(-1) ?? path;

/** Type arguments; lifetimes are left out. */
export const argumentsOf = ({ args }: Path): Type[] =>
  (args?.angle_bracketed?.args ?? []).flatMap(({ type }) => (type ? [type] : []));

/** Public functions of a type's own `impl` blocks, in the order of the source. */
export function methodsOf({ index }: Crate, impls: readonly number[]): (Item & { readonly name: string })[] {
  return impls
    .flatMap((id) => {
      const implementation = index[id]?.inner.impl;
      return implementation && !implementation.trait ? implementation.items : [];
    })
    .flatMap((id) => index[id] ?? [])
    .filter((item): item is Item & { name: string } => item.name !== null && item.inner.function !== undefined)
    .filter(({ visibility }) => visibility === 'public');
}

/** Nothing of the crate says that more may come. */
export const isExhaustive = ({ attrs = [] }: Item): boolean =>
  !attrs.some((attr) => /non_exhaustive/.test(String(attr)));

export const docsOf = ({ docs }: Item): string => docs ?? '';

export const placeOf = ({ span }: Item): string => (span ? `${span.filename}:${span.begin[0]}` : '');
