import {
  type Api,
  type DeclarationId,
  declarationOf,
  type Operation,
  type Property,
  reachable,
  type Type,
  typesIn,
  unreachable,
} from '@sdkgen/ir';
import type { Direction } from './names.ts';

/** Which way declarations travel, and which of them look different on the way in. */
export interface Directions {
  /** True when callers both pass and get it, in different forms: it becomes two types. */
  isSplit(id: DeclarationId): boolean;
  /** The forms a declaration is rendered in. */
  forms(id: DeclarationId): readonly Direction[];
}

export function directionsOf(api: Api): Directions {
  const sent = reachable(api, api.operations.flatMap(sentBy));
  const answered = reachable(api, receivedIn(api));
  const isSplit = (id: DeclarationId) => sent.has(id) && answered.has(id) && differs(api, id, new Set());
  return {
    isSplit,
    forms: (id) => (isSplit(id) ? ['out', 'in'] : sent.has(id) && !answered.has(id) ? ['in'] : ['out']),
  };
}

/** What callers pass. */
export function sentBy(operation: Operation): Type[] {
  const { arguments: passed, body } = operation;
  return [...passed.map(({ type }) => type), ...(body ? [body.type] : [])];
}

/** What comes from the API: answers, and its own requests. */
export const receivedIn = ({ operations, webhooks }: Api): Type[] => [
  ...operations.flatMap(answeredBy),
  ...webhooks.flatMap(({ type }) => type ?? []),
];

function answeredBy({ success, errors }: Operation): Type[] {
  return [success, ...success.responses, ...errors].flatMap((one) => [
    ...(one.type ? [one.type] : []),
    ...('headers' in one ? one.headers.map(({ type }) => type) : []),
  ]);
}

/** `seen` is shared by a whole search: what was looked at and did not differ need not be looked at again. */
function differs(api: Api, id: DeclarationId, seen: Set<DeclarationId>): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const declaration = declarationOf(api, id);
  const isOneWay = ({ access, required, type }: Property) => access !== 'both' || (required && type.kind === 'literal');
  if (declaration.kind === 'object' && declaration.properties.some(isOneWay)) return true;
  return typesIn(declaration).some((type) => typeDiffers(api, type, seen));
}

function typeDiffers(api: Api, type: Type, seen: Set<DeclarationId>): boolean {
  switch (type.kind) {
    case 'primitive':
      return WIDER.has(type.primitive);
    // Callers may pass read-only lists; what they get is theirs to change.
    case 'list':
    case 'tuple':
      return true;
    case 'map':
      return typeDiffers(api, type.values, seen);
    case 'nullable':
      return typeDiffers(api, type.inner, seen);
    case 'literal':
      return false;
    case 'reference':
      return differs(api, type.id, seen);
    default:
      return unreachable(type);
  }
}

/** Callers may pass more than they get back. */
const WIDER: ReadonlySet<string> = new Set([
  ...['date-time', 'date', 'http-date', 'unix-time', 'int64-string', 'decimal', 'decimal-string', 'binary'],
]);
