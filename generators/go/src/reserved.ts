import type { Reserved } from '@sdkgen/codegen';

/** Exported names of every package we render, before the document's own. The error tree is added from the contract. */
export const PACKAGE: Reserved = new Set([
  // The client and what it takes.
  ...['Client', 'NewClient', 'Option', 'CallOption', 'SharedOption', 'Version'],
  ...[
    'WithURL',
    'WithTransport',
    'WithMiddleware',
    'WithProxy',
    'WithTLS',
    'WithConnectTimeout',
    'WithReadTimeout',
    'WithTimeout',
    'WithMaxRetries',
    'WithHeader',
    'WithPackedFloats',
  ],
  ...['WithIdempotencyKey', 'WithQuery', 'WithCookie', 'WithBodyMember', 'WithLastEventID', 'WithResponse'],
  // Values.
  ...['Nullable', 'Value', 'Null', 'Ptr', 'Date', 'Decimal', 'ParseDate'],
  // The wire.
  ...['Header', 'Response', 'Transport', 'TransportRequest', 'TransportResponse', 'File', 'Download'],
  ...['Tracer', 'TracedCall', 'WithTracer'],
  ...['Sequence', 'SequenceOf', 'SequenceFrom'],
  ...['ClientCredentials', 'RefreshToken', 'WebhookVerifier'],
]);

/** Methods every client has. */
export const CLIENT_METHODS: Reserved = new Set(['Close', 'String', 'GoString']);

/** Methods of models: a field may not be called as one of its methods. */
export const MODEL_METHODS: Reserved = new Set(['All', 'MarshalJSON', 'UnmarshalJSON']);

/** What a type that reads headers has of its own. */
export const HEADER_METHODS: Reserved = new Set(['Get', 'Header']);

/** Fields every bulk outcome has beside those of its result. */
export const NONE: Reserved = new Set();

/** Keywords and predeclared names of Go, for package names: everything else we claim starts with a capital. */
export const KEYWORDS: Reserved = new Set(
  (
    'break case chan const continue default defer else fallthrough for func go goto if import interface map package range ' +
    'return select struct switch type var main internal vendor core context iter time strings json errors fmt io log slices client ctx err main result'
  ).split(' '),
);
