import type { Operation } from '@sdkgen/ir';
import { operationDocs } from './docs.ts';
import type { RenderInput } from './language.ts';
import type { Lexeme } from './lexeme.ts';
import { firstSentence } from './markdown.ts';
import { markdownBlock, markdownCode, markdownText, numeral } from './markdown-literals.ts';

/** How a target spells things in prose. */
export interface Spelling {
  operation(operation: Operation): string;
  /** From a name of `runtime.errors` or `runtime.local_errors`. */
  error(name: string): string;
}

/** What the shared README and CHANGELOG skeletons print; a target adds what its `leaf/` partials need. */
export interface ReadmeView {
  readonly title: Lexeme;
  readonly language: Lexeme;
  readonly package: Lexeme;
  readonly description: Lexeme;
  readonly apiVersion: Lexeme;
  readonly version: Lexeme;
  readonly hasReleases: boolean;
  /** The newest first. */
  readonly releases: readonly { readonly version: Lexeme; readonly changes: Lexeme }[];
  readonly license: Lexeme;
  readonly count: Lexeme;
  readonly operations: readonly { readonly name: Lexeme; readonly route: Lexeme; readonly summary: Lexeme }[];
  readonly errors: readonly { readonly name: Lexeme; readonly when: Lexeme }[];
  readonly behaviour: Readonly<Record<string, Lexeme>>;
  readonly hasOmitted: boolean;
  /** Operations of the document that are not in the SDK, and why. */
  readonly omitted: readonly { readonly operation: Lexeme; readonly reasons: Lexeme }[];
  readonly hasStreaming: boolean;
  readonly hasPaging: boolean;
  readonly hasBulk: boolean;
}

export function readmeView(input: RenderInput, language: string, spelling: Spelling): ReadmeView {
  const { api, config, names, runtime } = input;
  const has = (kind: Operation['shape']['kind']) => api.operations.some(({ shape }) => shape.kind === kind);
  return {
    title: markdownText(config.title),
    language: markdownText(language),
    package: markdownCode(names.package),
    description: markdownText(firstSentence(api.description)),
    apiVersion: markdownText(api.version),
    version: markdownText(config.version),
    hasReleases: config.releases.length > 0,
    releases: config.releases.map(({ version, changes }) => ({
      version: markdownText(version),
      changes: markdownBlock(changes),
    })),
    license: markdownText(config.license),
    count: numeral(api.operations.length),
    operations: api.operations.map((operation) => ({
      name: markdownCode(spelling.operation(operation)),
      route: markdownCode(`${operation.method} ${operation.template}`),
      summary: markdownText(operationDocs(operation, runtime).summary),
    })),
    errors: [...runtime.errors, ...runtime.local_errors].map(({ name, summary }) => ({
      name: markdownCode(spelling.error(name)),
      when: markdownText(summary),
    })),
    behaviour: behaviourOf(input),
    hasOmitted: api.omitted.length > 0,
    omitted: api.omitted.map(({ operation, reasons }) => ({
      operation: markdownCode(operation),
      reasons: markdownText(reasons.map(({ code, message }) => `${code}: ${message}`).join('; ')),
    })),
    hasStreaming: has('events'),
    hasPaging: has('paged'),
    hasBulk: has('bulk'),
  };
}

function behaviourOf({ runtime: { retries, timeouts } }: RenderInput): Record<string, Lexeme> {
  return {
    maxRetries: numeral(retries.max_retries),
    statuses: markdownText(retries.statuses.join(', ')),
    maxRetryAfter: numeral(retries.max_retry_after),
    connect: numeral(timeouts.connect),
    readQuery: numeral(timeouts.read.query),
    readWrite: numeral(timeouts.read.write),
    idle: numeral(timeouts.read.stream),
    total: numeral(timeouts.total),
  };
}
