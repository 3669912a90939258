/** What the generated codecs and endpoints are made of. */
export { asJson, octetsError, textError } from './answer.js';
export { base64, base64url } from './bytes.js';
export { type Codec, lazy } from './codec.js';
export { list, map, type NumberList, nullable, tuple } from './collections.js';
export { jsonEvent, namedEvent, textEvent } from './event-readers.js';
export type { JsonValue } from './json.js';
export { bodyOf, headerValue, memberOf, needed, optionalBody, pathPart, queryParts } from './parameters.js';
export { boolean, decimal, decimalText, float, int, integer, integerText, json, literal, text } from './primitives.js';
export { constant, envelope, object, optional, REST, readOnly, required, writeOnly } from './records.js';
export { date, dateTime, httpDate, unixTime } from './times.js';
export { firstFit, listed, tagged, UnknownVariant } from './unions.js';
