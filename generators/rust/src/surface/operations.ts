import type { SurfaceFeature, SurfaceField, SurfaceOperation } from '@sdkgen/codegen';
import { notation } from './notation.ts';
import { argumentsOf, type Crate, docsOf, type Item, lastOf, methodsOf, placeOf, type Type } from './rustdoc.ts';
import { headersOf } from './types.ts';

/** What the documentation says where an attribute would fail whoever denies warnings the day an API changes its mind. */
const DEPRECATED = /^Deprecated by the API\.$/m;

/** Methods of a call that set how it goes, not what it says. */
const OPTIONS = new Set(
  'timeout read_timeout max_retries header extra_query extra_member idempotency_key parallelism resuming progress'.split(
    ' ',
  ),
);
/** Methods of a call, and the feature each shows. */
const BY_METHOD: Readonly<Record<string, SurfaceFeature>> = {
  timeout: 'timeout',
  max_retries: 'retries',
  send_with_meta: 'raw response',
  pages: 'pages',
  parallelism: 'bulk',
};
/** What makes the call: each operation has one of these. */
const TERMINALS = ['send', 'subscribe', 'connect'];
const STREAMS = new Set(['EventStream', 'Lines', 'Subscription']);

/** Methods of the client that give a call of this crate, ready to be sent. */
export function operationsOf(crate: Crate, client: Item): SurfaceOperation[] {
  return methodsOf(crate, client.inner.struct?.impls ?? []).flatMap((method) => {
    const path = method.inner.function?.sig.output?.resolved_path;
    const call = path && crate.index[path.id];
    const methods = methodsOf(crate, call?.inner.struct?.impls ?? []);
    const terminal = TERMINALS.flatMap((name) => methods.find((one) => one.name === name) ?? [])[0];
    return call && terminal ? [operationOf(crate, method, call, methods, terminal)] : [];
  });
}

type Named = Item & { readonly name: string };

function operationOf(
  crate: Crate,
  method: Named,
  call: Item,
  methods: readonly Named[],
  terminal: Named,
): SurfaceOperation {
  const given = (method.inner.function?.sig.inputs ?? []).slice(1);
  const described = argumentDocs(docsOf(method));
  const required = given.map(([name, type]) => ({
    name,
    type: notation(type, method.inner.function?.generics),
    isRequired: true,
    docs: described.get(name) ?? '',
  }));
  const { gives, isStream } = resultOf(terminal, methods);
  const isAsync = terminal.inner.function?.header.is_async ?? false;
  return {
    name: method.name,
    docs:
      docsOf(method)
        .split(/\n# (?:Arguments|Examples?)/)[0]
        ?.trim() ?? '',
    isDeprecated: method.deprecation !== null || DEPRECATED.test(docsOf(method)),
    features: [
      ...(isAsync ? (['async', 'cancellation'] as const) : []),
      ...methods.flatMap(({ name }) => BY_METHOD[name] ?? []),
      ...(isStream ? (['stream'] as const) : []),
    ],
    arguments: [...required, ...setters(methods)],
    gives,
    errors: [...docsOf(terminal).matchAll(/^\* `Error::(\w+)`/gm)].flatMap(([, name]) => name ?? []),
    example: /\n# Examples?\n+```[^\n]*\n([\s\S]*?)```/.exec(docsOf(method))?.[1] ?? null,
    headers: headersOf(crate, `${call.name?.replace(/Call$/, '')}Headers`),
    at: placeOf(method),
  };
}

/** What a method's documentation says of its arguments. */
function argumentDocs(docs: string): Map<string, string> {
  const list = docs.split('# Arguments\n')[1]?.split(/\n(?=\S)(?!\* )/)[0] ?? '';
  const entries = list.split(/^\* /m).slice(1);
  return new Map(
    entries.map((entry) => {
      const [, name = '', text = ''] = /^`(\w+)`(?::\s*([\s\S]*))?/.exec(entry) ?? [];
      return [name, text.replaceAll(/\n {2}/g, '\n').trim()];
    }),
  );
}

/** Methods that give the call back; one of two values sets both ends of a pair. */
export function setters(methods: readonly Named[], without: ReadonlySet<string> = OPTIONS): SurfaceField[] {
  return methods.flatMap((method) => {
    const { inputs = [], output } = method.inner.function?.sig ?? {};
    const values = inputs.slice(1).map(([, type]) => notation(type, method.inner.function?.generics));
    if (output?.generic !== 'Self' || without.has(method.name) || values.length === 0) return [];
    const type = values.length === 1 ? (values[0] ?? '') : `tuple<${values.join(', ')}>`;
    return [{ name: method.name, type, isRequired: false, docs: docsOf(method) }];
  });
}

/** What comes of a call: inside the `Result`; of pages and streams one item, of a bulk call the merged result. */
function resultOf(terminal: Named, methods: readonly Named[]): { gives: string | null; isStream: boolean } {
  const [whole] = argumentsOf(terminal.inner.function?.sig.output?.resolved_path ?? NOTHING);
  const items = methods.find(({ name }) => name === 'items')?.inner.function?.sig.output?.resolved_path;
  const outer = items ?? whole?.resolved_path ?? NOTHING;
  const name = lastOf(outer.path);
  const isStream = STREAMS.has(name);
  const isOuter = items !== undefined || isStream || name === 'BulkOutcome';
  const type: Type | undefined = isOuter ? argumentsOf(outer)[0] : whole;
  const gives = type ? notation(type) : null;
  return { gives: gives === 'null' ? null : gives, isStream };
}

const NOTHING = { path: '', id: -1, args: null };
