import {
  type Declaration,
  type DeclarationId,
  type Diagnostic,
  distinct,
  type Omission,
  references,
  type Type,
  typesIn,
  type Webhook,
} from '@sdkgen/ir';
import type { Finding, Lowering } from './lowering.ts';
import type { Draft } from './operation/operation.ts';

/** What is left of a document when what cannot be carried over is left out, and what that was. */
export interface Partial {
  readonly operations: Draft[];
  readonly declarations: Map<DeclarationId, Declaration>;
  readonly webhooks: Webhook[];
  readonly omitted: Omission[];
}

/** Every operation without a finding of its own or of a declaration it reaches, and every declaration without one. */
export function leaveOut(
  { findings }: Pick<Lowering, 'findings'>,
  operations: readonly Draft[],
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  webhooks: readonly Webhook[],
): Partial {
  const broken = brokenDeclarations(findings, declarations);
  const reasons = new Map(operations.map((draft) => [draft, reasonsOf(draft, findings, broken)] as const));
  const ofHook = (hook: Webhook) => reachedBy(hook.type ? [hook.type] : [], broken);
  const omitted = operations.flatMap((draft): Omission[] => {
    const own = reasons.get(draft) ?? [];
    return own.length > 0 && !draft.alternative
      ? [{ operation: `${draft.method} ${draft.template}`, reasons: own }]
      : [];
  });
  const hooks = webhooks.filter((hook) => ofHook(hook).length > 0);
  omitted.push(...hooks.map((hook) => ({ operation: `webhook ${hook.name.wire}`, reasons: ofHook(hook) })));
  // What no operation and no webhook reaches is told all the same.
  const told = omitted.flatMap(({ reasons: own }) => own);
  const rest = distinct([...told, ...findings.map(({ diagnostic }) => diagnostic)]).slice(distinct(told).length);
  omitted.push(...rest.map((diagnostic) => ({ operation: diagnostic.pointer, reasons: [diagnostic] })));
  return {
    operations: operations.filter((draft) => reasons.get(draft)?.length === 0),
    declarations: new Map([...declarations].filter(([id]) => !broken.has(id))),
    webhooks: webhooks.filter((hook) => !hooks.includes(hook)),
    omitted,
  };
}

/** Declarations with a finding, and with whose: those that mention them share it. */
function brokenDeclarations(
  findings: readonly Finding[],
  declarations: ReadonlyMap<DeclarationId, Declaration>,
): Map<DeclarationId, Diagnostic[]> {
  const users = new Map<DeclarationId, DeclarationId[]>();
  for (const [id, declaration] of declarations)
    for (const used of new Set(typesIn(declaration).flatMap(references)))
      users.set(used, [...(users.get(used) ?? []), id]);
  const broken = new Map<DeclarationId, Diagnostic[]>();
  const pending = findings.flatMap(({ declaration, diagnostic }) =>
    declaration === null ? [] : [{ id: declaration, diagnostic }],
  );
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { id, diagnostic } = next;
    const known = broken.get(id) ?? [];
    if (known.includes(diagnostic)) continue;
    broken.set(id, [...known, diagnostic]);
    for (const user of users.get(id) ?? []) pending.push({ id: user, diagnostic });
  }
  return broken;
}

function reasonsOf(
  draft: Draft,
  findings: readonly Finding[],
  broken: ReadonlyMap<DeclarationId, Diagnostic[]>,
): Diagnostic[] {
  const own = findings.filter(({ declaration, operation }) => declaration === null && operation === draft.pointer);
  const types = [
    ...draft.parameters.map(({ type }) => type),
    ...(draft.body ? [draft.body.type] : []),
    ...[...draft.success.responses, ...draft.errors].flatMap(({ type, headers }) => [
      ...(type ? [type] : []),
      ...headers.map((header) => header.type),
    ]),
    ...(draft.success.type ? [draft.success.type] : []),
  ];
  return distinct([...own.map(({ diagnostic }) => diagnostic), ...reachedBy(types, broken)]);
}

function reachedBy(types: readonly Type[], broken: ReadonlyMap<DeclarationId, Diagnostic[]>): Diagnostic[] {
  return [...new Set(types.flatMap(references).flatMap((id) => broken.get(id) ?? []))];
}
