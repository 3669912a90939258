import { errorDocs, type Language, type RuntimeContract, type Surface } from '@sdkgen/codegen';
import type { Api, Operation } from '@sdkgen/ir';
import type { Finding } from './finding.ts';
import { hasSocket, SUBSCRIBE } from './operations.ts';
import type { CaseResult, WireResults } from './results.ts';

/** One SDK as it was found: built, and driven. */
export interface Evidence {
  readonly language: Language;
  readonly surface: Surface;
  readonly wire: WireResults;
}

export interface Matrix {
  readonly languages: readonly string[];
  readonly features: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly operation: string;
  readonly route: string;
  /** By feature, then by language. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
}

/**
 * `pass` has evidence and no finding; `fail` has a finding, and want of evidence is one; `excepted` has but those somebody knows
 * of; `absent` is what the document does not have for the operation, or the language for any, with the reason.
 */
export interface Cell {
  readonly state: 'pass' | 'fail' | 'excepted' | 'absent';
  /** Why it is absent, or excepted. */
  readonly note: string | null;
  readonly findings: readonly Finding[];
  /** Names of the cases that passed for it, `fixture › name`. */
  readonly cases: readonly string[];
}

const CALLS = ['sync', 'async', 'typed request', 'typed response'];
const REST = [
  'stream',
  'subscribe',
  'pages',
  'retries',
  'timeout',
  'cancellation',
  'raw response',
  'packed floats',
  'docs',
  'example',
  'deprecation',
];
/** What a case must have shown; the others show in the surface alone. */
const NEEDS_CASES = new Set([
  'typed request',
  'typed response',
  'subscribe',
  'pages',
  'retries',
  'timeout',
  'cancellation',
  'raw response',
  'packed floats',
  'stream',
]);
const NONE = 'the document has none for this operation';

type Known = Finding & { readonly reason: string };

/** Errors some operation declares, in the contract's order: each is a column. */
function columnsOf(api: Api, contract: RuntimeContract): { errors: ReadonlySet<string>; features: readonly string[] } {
  const declared = new Set(
    api.operations.flatMap((operation) => errorDocs(operation, contract).map(({ name }) => name)),
  );
  const errors = contract.errors.map(({ name }) => name).filter((name) => declared.has(name));
  return { errors: new Set(errors), features: [...CALLS, ...errors, ...REST] };
}

/** Cells nothing was seen for: no cell passes for want of a look. */
export function wantOfEvidence(api: Api, contract: RuntimeContract, all: readonly Evidence[]): Finding[] {
  const { errors, features } = columnsOf(api, contract);
  return all.flatMap(({ language, surface, wire }) =>
    api.operations.flatMap((operation) =>
      features.flatMap((feature): Finding[] => {
        if (absent(operation, feature, errors, contract, language) !== null) return [];
        const missing = lacks(
          operation,
          feature,
          errors,
          language,
          surface,
          casesFor(operation, feature, errors, wire.results),
        );
        const about = { check: 'evidence' as const, language: language.id, operation: operation.name.wire };
        const what = `${operation.name.wire} › ${feature}`;
        return missing === null ? [] : [{ ...about, features: [feature], what, expected: 'evidence', got: missing }];
      }),
    ),
  );
}

export function matrixOf(
  api: Api,
  contract: RuntimeContract,
  all: readonly Evidence[],
  findings: readonly Finding[],
  excepted: readonly Known[],
): Matrix {
  const { errors, features } = columnsOf(api, contract);
  const rowOf = (operation: Operation): Row => {
    const cell = (feature: string, evidence: Evidence): Cell => {
      const { language, wire } = evidence;
      const isHere = (finding: Finding): boolean =>
        finding.language === language.id &&
        finding.features.includes(feature) &&
        (finding.operation === operation.name.wire || finding.operation === null);
      const own = findings.filter(isHere);
      const known = excepted.find(isHere);
      const reason = absent(operation, feature, errors, contract, language);
      const cases = casesFor(operation, feature, errors, wire.results);
      const passed = cases
        .filter((one) => one.findings.length === 0)
        .map(({ fixture, name }) => `${fixture} › ${name}`);
      if (own.length > 0) return { state: 'fail', note: null, findings: own, cases: passed };
      if (reason !== null) return { state: 'absent', note: reason, findings: [], cases: [] };
      return { state: known ? 'excepted' : 'pass', note: known?.reason ?? null, findings: [], cases: passed };
    };
    const cells = features.map((feature) => {
      const byLanguage = all.map((evidence) => [evidence.language.id, cell(feature, evidence)] as const);
      return [feature, Object.fromEntries(byLanguage)] as const;
    });
    const route = `${operation.method} ${operation.template}`;
    return { operation: operation.name.wire, route, cells: Object.fromEntries(cells) };
  };
  return { languages: all.map(({ language }) => language.id), features, rows: api.operations.map(rowOf) };
}

/** Why there is nothing to have; null where there is. */
function absent(
  operation: Operation,
  feature: string,
  errors: ReadonlySet<string>,
  contract: RuntimeContract,
  { surface: { manner } }: Language,
): string | null {
  const { shape, packs } = operation;
  const has: Readonly<Record<string, boolean>> = {
    stream: shape.kind === 'events' || shape.kind === 'lines',
    subscribe: hasSocket(operation),
    pages: shape.kind === 'paged',
    'packed floats': packs.request || packs.response,
    deprecation: operation.docs.deprecated,
  };
  if (feature === 'sync') return manner.sync;
  if (feature === 'async') return manner.async;
  if (errors.has(feature)) return errorDocs(operation, contract).some(({ name }) => name === feature) ? null : NONE;
  if (feature === 'deprecation' && !operation.docs.deprecated) return 'the document does not deprecate it';
  return has[feature] === false ? NONE : null;
}

/** Cases that show a feature of an operation. */
function casesFor(
  { name }: Operation,
  feature: string,
  errors: ReadonlySet<string>,
  results: readonly CaseResult[],
): CaseResult[] {
  const own = results.filter(({ operation }) => operation === name.wire);
  if (feature === 'typed request' || feature === 'typed response')
    return own.filter(({ fixture }) => fixture !== 'behaviour');
  if (feature === 'stream') return own.filter(({ fixture, answer }) => fixture !== 'behaviour' && hasItems(answer));
  const isOf = NEEDS_CASES.has(feature) || errors.has(feature);
  return isOf ? own.filter((one) => one.fixture === 'behaviour' && one.feature === feature) : [];
}

const hasItems = (answer: unknown): boolean => Array.isArray((answer as { items?: unknown } | null)?.items);

/** What would have to be there and is not, beside findings: no cell passes for want of a look. */
function lacks(
  operation: Operation,
  feature: string,
  errors: ReadonlySet<string>,
  { surface: { manner } }: Language,
  surface: Surface,
  cases: readonly CaseResult[],
): string | null {
  const name = manner.operation(feature === 'subscribe' ? SUBSCRIBE : operation.name);
  const found = surface.operations.find((one) => one.name === name);
  if (!found) return `the package has no ${name}`;
  if (feature === 'example') return found.example === null ? 'no example of this call' : null;
  const needs = NEEDS_CASES.has(feature) || errors.has(feature);
  if (needs && cases.length === 0) return 'no case shows it';
  const isInSurface = (
    ['sync', 'async', 'stream', 'pages', 'retries', 'timeout', 'cancellation', 'raw response'] as const
  ).find((one) => one === feature);
  return isInSurface && !found.features.includes(isInSurface) ? 'its signature does not have it' : null;
}
