/**
 * What openapi-generator's Python client does otherwise than OpenAPI asks, or does not do at all, by the cases that show it.
 * What stops being so is told: an entry that explains nothing fails.
 */
export const THEY_LACK: readonly (readonly [about: RegExp, words: string])[] = [
  [
    /› parameters-path › |› generated › path/,
    'paths: no style but simple, commas of lists encoded, objects as Python prints them',
  ],
  [
    /› parameters-query › |› generated › query/,
    'queries: objects as JSON or as Python prints them, exploded ones not at all, no allowReserved, empty lists as `v=`',
  ],
  [
    /› parameters-header-cookie › |› generated › (header|cookie)/,
    'headers and cookies: no cookies, no lists, objects or JSON in headers, nothing the document does not have',
  ],
  [
    /› bodies-form › |› generated › form/,
    'forms: lists joined by commas, objects as Python prints them, no members beyond the listed',
  ],
  [
    /› bodies-multipart › |› generated › multipart/,
    'multipart: no content types and headers of parts, JSON as Python prints it',
  ],
  [
    /› bodies-other › |› xml › |› generated › (other|xml)/,
    'other bodies: no XML, one content type for each operation, and no choice of the answer’s',
  ],
  [/› streams › |› generated › (streams|import_vectors)/, 'streams: no lines up, no events down'],
  [
    /› bodies-json › |› openapi-30 › |› generated › (json|v30)/,
    'JSON: a content type without a body, null bodies empty, members it does not know dropped, zero refused where above zero is asked',
  ],
  [
    /› schemas › |› generated › schemas/,
    'schemas: no tuples, unions refused or dropped, consts sent as null, decimals rounded, members and enum values it does not know dropped or refused',
  ],
  [
    /› security › |› generated › (security|contractSecret)/,
    'security: Latin-1 in basic credentials, no OpenID Connect, no other schemes, one token for all schemes that take a bearer’s',
  ],
  [
    /^servers › /,
    'servers: those of a path or an operation go before the one the user gives, a slash at its end is doubled',
  ],
];

/** Documents it makes no client of that a program could load. */
export const NO_CLIENT: ReadonlyMap<string, string> = new Map([
  ['openapi-3-2', 'it does not read OpenAPI 3.2'],
  ['names', 'its client does not import: names that are reserved in Python are not escaped everywhere'],
  ['reserved', 'it refuses the document: an operation whose name has no letters'],
]);
