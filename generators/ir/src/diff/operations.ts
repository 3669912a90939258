import { isDeepStrictEqual } from 'node:util';
import type { Api } from '../api.ts';
import type { Name } from '../name.ts';
import type { Header, Operation, Status, Success } from '../operation.ts';
import { compareArguments } from './arguments.ts';
import type { Found, PartRole, Subject } from './change.ts';
import { sameProse } from './docs.ts';
import { relationOf } from './relation.ts';
import { compareSecurity } from './security.ts';
import { typeOrNothing, typeText } from './text.ts';

/** Two operations of which the later is the earlier, as it is now. */
export interface Pair {
  readonly before: Api;
  readonly after: Api;
  readonly old: Operation;
  readonly operation: Operation;
}

export const subjectOf = ({ name }: Operation, role?: PartRole, part?: Name): Subject => ({
  role: 'operation',
  name,
  part: role && part ? { role, name: part } : null,
});

/** By name; one that is called otherwise is known by its method and path. */
export function compareOperations(before: Api, after: Api, found: Found): void {
  const left = new Map(before.operations.map((operation) => [operation.name.wire, operation]));
  const added: Operation[] = [];
  for (const operation of after.operations) {
    const old = left.get(operation.name.wire);
    left.delete(operation.name.wire);
    if (old) comparePair({ before, after, old, operation }, found);
    else added.push(operation);
  }
  for (const operation of added) {
    const old = [...left.values()].find((one) => wayOf(one) === wayOf(operation));
    if (!old) {
      found.add('operation-added', operation.pointer, subjectOf(operation), null, wayOf(operation));
      continue;
    }
    left.delete(old.name.wire);
    found.add('operation-renamed', operation.pointer, subjectOf(operation), old.name.wire, operation.name.wire);
    comparePair({ before, after, old, operation }, found);
  }
  for (const old of left.values()) {
    const kind = old.docs.deprecated ? 'operation-removed' : 'operation-removed-at-once';
    found.add(kind, old.pointer, subjectOf(old), wayOf(old));
  }
}

/** Names of parameters are nobody's business on the wire. */
const wayOf = ({ method, path, body }: Operation): string => {
  const parts = path.map((part) => (part.kind === 'text' ? part.text : '{}'));
  return `${method} ${parts.join('')}${body && body.mediaType !== 'application/json' ? ` (${body.mediaType})` : ''}`;
};
const placeOf = ({ method, path }: Operation): string =>
  `${method} ${path.map((part) => (part.kind === 'text' ? part.text : '{}')).join('')}`;

function comparePair(pair: Pair, found: Found): void {
  const { old, operation } = pair;
  const { pointer } = operation;
  const subject = subjectOf(operation);
  if (placeOf(old) !== placeOf(operation))
    found.add('operation-moved', pointer, subject, placeOf(old), placeOf(operation));
  if (!old.docs.deprecated && operation.docs.deprecated) found.add('operation-deprecated', pointer, subject);
  if (old.docs.deprecated && !operation.docs.deprecated) found.add('operation-restored', pointer, subject);
  compareArguments(pair, found);
  compareBody(pair, found);
  compareResult(pair, found);
  compareErrors(pair, found);
  compareSecurity(pair, found);
  if (shapeOf(pair.before, old) !== shapeOf(pair.after, operation))
    found.add('shape-changed', pointer, subject, shapeOf(pair.before, old), shapeOf(pair.after, operation));
  if (!isDeepStrictEqual(retryOf(old), retryOf(operation)))
    found.add('retry-changed', pointer, subject, retryOf(old), retryOf(operation));
  comparePacking(pair, found);
  if (!sameProse(old.docs, operation.docs) || old.success.description !== operation.success.description)
    found.add('documentation-changed', pointer, subject);
}

/** Answers are read in either form, whatever is asked for; a body packed for a server that takes none is refused. */
function comparePacking({ old, operation }: Pair, found: Found): void {
  const subject = subjectOf(operation);
  if (old.packs.request && !operation.packs.request) found.add('packing-lost', operation.pointer, subject);
  if (!old.packs.request && operation.packs.request) found.add('packing-gained', operation.pointer, subject);
}

function compareBody({ old, operation }: Pair, found: Found): void {
  const text = ({ body, fixed }: Operation): string | null =>
    body && `${body.mediaType} as ${JSON.stringify([body.encoding, body.parts, fixed])}`;
  // That there is one at all shows in the arguments.
  if (!old.body || !operation.body || text(old) === text(operation)) return;
  found.add(
    'body-encoding-changed',
    operation.pointer,
    subjectOf(operation),
    old.body.mediaType,
    operation.body.mediaType,
  );
}

function compareResult({ before, after, old, operation }: Pair, found: Found): void {
  const subject = subjectOf(operation);
  const [was, is] = [old.success.type, operation.success.type];
  const texts = [typeOrNothing(before, was), typeOrNothing(after, is)] as const;
  if (!was && is) found.add('result-added', operation.pointer, subject, ...texts);
  else if (was && !is) found.add('result-removed', operation.pointer, subject, ...texts);
  else if (was && is && relationOf(before, was, after, is) !== 'same')
    found.add('result-type-changed', operation.pointer, subject, ...texts);
  const [oldHeaders, headers] = [headersOf(old.success), headersOf(operation.success)];
  for (const [name, header] of headers) {
    const known = oldHeaders.get(name);
    const part = subjectOf(operation, 'header', header.name);
    if (!known) found.add('result-header-added', operation.pointer, part);
    else if (typeText(before, known.type) !== typeText(after, header.type) || known.required !== header.required)
      found.add(
        'result-header-changed',
        operation.pointer,
        part,
        typeText(before, known.type),
        typeText(after, header.type),
      );
  }
  for (const [name, header] of oldHeaders)
    if (!headers.has(name))
      found.add('result-header-removed', operation.pointer, subjectOf(operation, 'header', header.name));
}

const headersOf = ({ responses }: Success): Map<string, Header> =>
  new Map(responses.flatMap(({ headers }) => headers.map((header) => [header.name.wire.toLowerCase(), header])));

function compareErrors({ before, after, old, operation }: Pair, found: Found): void {
  const types = (api: Api, { errors }: Operation): Map<Status, string> =>
    new Map(
      errors.map(({ status, type, encoding }) => [
        status,
        `${typeOrNothing(api, type)}${encoding ? ` as ${encoding}` : ''}`,
      ]),
    );
  const [was, is] = [types(before, old), types(after, operation)];
  const part = (status: Status): Subject =>
    subjectOf(operation, 'status', { wire: String(status), words: [String(status).toLowerCase()] });
  for (const [status, type] of is) {
    const known = was.get(status);
    if (known === undefined) found.add('error-added', operation.pointer, part(status), null, type);
    else if (known !== type) found.add('error-type-changed', operation.pointer, part(status), known, type);
  }
  for (const [status, type] of was)
    if (!is.has(status)) found.add('error-removed', operation.pointer, part(status), type);
}

function retryOf({ retry, idempotencyHeader, timeout }: Operation): string {
  return [retry.kind, idempotencyHeader, timeout].filter(Boolean).join(', ');
}

/** What a caller gets to hold, and how it goes on the wire. */
function shapeOf(api: Api, { shape }: Operation): string {
  switch (shape.kind) {
    case 'call':
      return 'call';
    case 'paged':
      return `pages of ${typeText(api, shape.item)} by ${shape.cursor} and ${shape.next}`;
    case 'events':
      return `${shape.endless ? 'endless ' : ''}events of ${shape.data}${shape.resumable ? ', resumable' : ''}${shape.websocket ? ', by WebSocket' : ''}`;
    case 'lines':
      return `lines of ${shape.framing}`;
    case 'bulk':
      return `parts of ${shape.maxItems} ${shape.items}`;
  }
}
