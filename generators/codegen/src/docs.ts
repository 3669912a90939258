import { type Argument, type Bounds, type Json, type Operation, type Type, unreachable } from '@sdkgen/ir';
import { prose } from './markdown.ts';
import type { ErrorRule, RuntimeContract } from './runtime-contract.ts';

/**
 * The language-neutral half of generated documentation: which sentences there are. Targets wrap them in their own comment
 * syntax and spell names their own way.
 */
export interface OperationDocs {
  readonly summary: string;
  /** Paragraphs after the summary. */
  readonly details: readonly string[];
  /** `POST /v1/vectors (ingest)`: where it comes from. */
  readonly route: string;
  readonly retries: string;
  readonly errors: readonly ErrorDocs[];
}

export interface ErrorDocs {
  /** In `runtime.errors`. */
  readonly name: string;
  readonly when: string;
}

export function operationDocs(operation: Operation, contract: RuntimeContract): OperationDocs {
  const { summary, description } = operation.docs;
  const paragraphs = prose(description).split('\n\n').filter(Boolean);
  return {
    summary: prose(summary) || (paragraphs.shift() ?? `Calls ${operation.name.wire}.`),
    details: paragraphs,
    route: `${operation.method} ${operation.template} (${operation.name.wire})`,
    retries: retrySentence(operation),
    errors: errorDocs(operation, contract),
  };
}

function retrySentence({ retry }: Operation): string {
  switch (retry.kind) {
    case 'always':
      return 'Retried after connection errors and retryable statuses.';
    case 'keyed':
      return 'Retried under an idempotency key, so that it takes effect once.';
    case 'never':
      return 'Sent once: never retried.';
    default:
      return unreachable(retry.kind);
  }
}

/** Every error class the document says a call may end in, each once, in the contract's order. */
export function errorDocs(operation: Operation, contract: RuntimeContract): ErrorDocs[] {
  return contract.errors.flatMap((rule) => {
    const response = operation.errors.find((error) => covers(rule, error.status));
    return response ? [{ name: rule.name, when: rule.summary }] : [];
  });
}

function covers(rule: ErrorRule, status: Operation['errors'][number]['status']): boolean {
  if (status === 'default') return false;
  const [low, high] = typeof status === 'number' ? [status, status] : rangeOf(status);
  if (rule.range) return low <= rule.range[1] && high >= rule.range[0];
  return rule.status?.some((one) => one >= low && one <= high) ?? false;
}

function rangeOf(range: string): [number, number] {
  const first = Number(range[0]) * 100;
  return [first, first + 99];
}

/** Description, then bounds and default, as one paragraph: what a reader of a parameter wants to know. */
export function argumentDocs(argument: Pick<Argument, 'docs' | 'type' | 'default'>): string {
  const text = prose(argument.docs.description || argument.docs.summary);
  return [text && sentence(text), boundsSentence(argument.type), defaultSentence(argument.default)]
    .filter(Boolean)
    .join(' ');
}

function sentence(text: string): string {
  return /[.!?:`)\]]$/.test(text) ? text : `${text}.`;
}

function defaultSentence(value: Json | undefined): string {
  return value === undefined ? '' : `Default: ${JSON.stringify(value)}.`;
}

/** `Length: 1 to 64. Pattern: …` for whatever the type bounds; empty when it bounds nothing. */
export function boundsSentence(type: Type): string {
  switch (type.kind) {
    case 'primitive':
    case 'list':
    case 'map':
      return boundsOf(type.bounds).join(' ');
    case 'nullable':
      return boundsSentence(type.inner);
    case 'tuple':
    case 'literal':
    case 'reference':
      return '';
    default:
      return unreachable(type);
  }
}

function boundsOf(bounds: Bounds): string[] {
  return [
    range('Range', bounds.minimum, telling(bounds.maximum)),
    range('Length', bounds.minLength, bounds.maxLength),
    range('Items', bounds.minItems, bounds.maxItems),
    bounds.exclusiveMinimum === undefined ? '' : `Above ${bounds.exclusiveMinimum}.`,
    bounds.exclusiveMaximum === undefined ? '' : `Below ${bounds.exclusiveMaximum}.`,
    bounds.multipleOf === undefined ? '' : `A multiple of ${bounds.multipleOf}.`,
    bounds.pattern === undefined ? '' : `Pattern: \`${bounds.pattern}\`.`,
    bounds.uniqueItems ? 'Without repeats.' : '',
  ].filter(Boolean);
}

/** A maximum that only says what a double can count to tells a reader nothing. */
function telling(maximum: number | undefined): number | undefined {
  return maximum !== undefined && maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
}

function range(what: string, low: number | undefined, high: number | undefined): string {
  if (low === undefined && high === undefined) return '';
  if (low === undefined) return `${what}: at most ${high}.`;
  return high === undefined ? `${what}: at least ${low}.` : `${what}: ${low} to ${high}.`;
}

/** Of the option by which a client packs lists of floats: every language has the same words for it. */
export const PACKED_FLOATS_DOC =
  'Whether lists of floats that the API also takes and gives in base64 travel so, as 32-bit floats: smaller and faster to ' +
  'read and write, each number rounded to 32 bits. Default: false.';
