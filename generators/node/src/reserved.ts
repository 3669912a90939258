import type { Reserved } from '@sdkgen/codegen';
import { NAMESPACES } from './view/imports.ts';

/** Cannot name a variable or a type in a module. */
const KEYWORDS =
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function ' +
  'if implements import in instanceof interface let new null package private protected public return static super switch this ' +
  'throw true try typeof var void while with yield';

/** TypeScript's own types. */
const TYPES = 'any bigint boolean declare never number object string symbol type undefined unknown';

/** What wraps a module in CommonJS, as which it is built, too. */
const WRAPPER = 'exports module require';

/** Globals the generated code uses: a declaration of the same name would shadow them. */
const GLOBALS =
  'AbortSignal Array Blob File FormData Headers ReadableStream Request Response URL' +
  '  AsyncGenerator AsyncIterable BigInt Boolean Date Error Float32Array Float64Array Function Infinity ' +
  'Iterable JSON Map NaN Number Object Partial PromiseLike Promise Readonly ReadonlyMap Record Set String Symbol Uint8Array ' +
  'arguments crypto eval fetch globalThis process';

/** Exported by the runtime beside what is generated. */
const RUNTIME =
  'AttemptTrace CallAbout CallTrace OpenTelemetryApi OpenTelemetrySpan OpenTelemetryTracer Outcome Telemetry ' +
  'ApiCall Connection Download Items OAuth2Options Upload UploadFile Octets WithResponse CallOptions BulkOptions StreamOptions StreamEvents ClientOptions EventStream Failure Failures JsonValue NumberList Paginator UnknownVariant';

const words = (...lists: string[]): string[] => lists.flatMap((list) => list.split(' '));

/** Names at the top of a module. */
export const MODULE: Reserved = new Set(words(KEYWORDS, TYPES, GLOBALS, RUNTIME));

/** What every object has: another meaning of it would not even be assignable. */
const INHERITED =
  '__proto__ constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf';

/** Names of constants in `codecs.ts` and `endpoints.ts`, beside their namespace imports. */
export const CONSTANTS: Reserved = new Set([
  ...words(KEYWORDS, TYPES, GLOBALS, WRAPPER),
  'models',
  'codecs',
  'parameters',
  ...words(INHERITED),
  'then',
  ...NAMESPACES,
]);

/** Names of functions in `calls.ts`, beside what they are made of. */
export const CALLS: Reserved = new Set([
  ...CONSTANTS,
  ...words(
    'connect connection coreOf endpoints items openStream openTelemetry options paginate params sendInParts servers subscriptions webhooks',
  ),
]);

/** Methods of the client. `then` would make awaiting the client call it. */
export const METHODS: Reserved = new Set(words(INHERITED, 'prototype then toJSON'));

/** Members of objects. */
export const MEMBERS: Reserved = new Set(words(INHERITED));

/** Options of the client that every API has. */
export const OPTIONS: Reserved = new Set([
  ...MEMBERS,
  ...words('url timeout connectTimeout readTimeout maxRetries headers fetch fetchOptions telemetry packedFloats'),
]);
