import {
  type Encoding,
  type ErrorResponse,
  joinNames,
  type Name,
  nameOf,
  type Response,
  type Status,
  type Success,
  type Type,
} from '@sdkgen/ir';
import { objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { declare } from '../schema/declare.ts';
import { nullable } from '../schema/nullable.ts';
import { Contents } from './contents.ts';
import { type Events, eventsOf } from './events.ts';
import { headersOf } from './headers.ts';
import { essenceOf, labelOf, type Offer, offersOf } from './media.ts';

/** In order of preference where an answer comes in several. */
const ORDER: readonly Encoding[] = [
  'json',
  'merge-patch',
  'ndjson',
  'json-seq',
  'xml',
  'form',
  'text',
  'multipart',
  'binary',
  'events',
];
const STREAMS: readonly (Encoding | null)[] = ['events', 'ndjson', 'json-seq'];
const OCTETS: Type = { kind: 'primitive', primitive: 'binary', bounds: {} };

/** What a call answers, for one way of asking for it. */
export interface Answer {
  readonly success: Success;
  readonly accept: string;
  /** Of the feed, where the answer is one. */
  readonly events: Events | null;
  /** What this way of asking is told apart by. */
  readonly label: Name;
  readonly mediaType: string | null;
}

interface Declared {
  readonly status: Status;
  readonly located: Located;
  readonly offers: readonly Offer[];
}

/** Every way to be answered, the preferred one first. */
export function answersOf(lowering: Lowering, operation: Located, method: string, owner: Name): Answer[] {
  const successes = successesOf(lowering, operation, method);
  const contents = new Contents(lowering);
  const offered = successes.find(({ offers }) => offers.length > 0)?.offers ?? [];
  const wanted: (Offer | null)[] = offered.length > 0 ? [...offered] : [null];
  return wanted.map((offer, index) => {
    const label = offer ? (offer.encoding === 'events' ? nameOf('stream') : labelOf(offer)) : nameOf('nothing');
    const name = index === 0 ? owner : joinNames(owner, label);
    return answerOf(lowering, contents, operation, successes, offer, label, name);
  });
}

/** Statuses that succeed, the exact before ranges. Where none is said to, `default` says what any answer holds. */
function successesOf(lowering: Lowering, operation: Located, method: string): Declared[] {
  const all = Object.entries(objectOf(operation.node.responses)).filter(([code]) => !code.startsWith('x-'));
  const successful = all.filter(([code]) => /^2(?:\d\d|XX)$/i.test(code));
  const chosen = successful.length > 0 ? successful : all.filter(([code]) => code === 'default');
  const declared = chosen.map(([code, node]): Declared => {
    const located = lowering.resolve(objectOf(node), pointerTo(operation.pointer, 'responses', code));
    const isEmpty = method === 'HEAD' || code === '204' || code === '205';
    const content = isEmpty ? {} : objectOf(located.node.content);
    return { status: statusOf(code), located, offers: offersOf(lowering, content, ORDER).map(asRead) };
  });
  const nothing = { status: 204, located: { node: {}, pointer: operation.pointer }, offers: [] };
  return declared.length > 0 ? declared.toSorted((a, b) => rank(a.status) - rank(b.status)) : [nothing];
}

/** A patch that is an answer is JSON. */
function asRead(offer: Offer): Offer {
  return offer.encoding === 'merge-patch' ? { ...offer, encoding: 'json' } : offer;
}

function rank(status: Status): number {
  if (typeof status === 'number') return status;
  return status === 'default' ? 10_000 : 1_000 + Number(status[0]);
}

function answerOf(
  lowering: Lowering,
  contents: Contents,
  operation: Located,
  successes: readonly Declared[],
  wanted: Offer | null,
  label: Name,
  owner: Name,
): Answer {
  const picked = successes.map((declared) => ({ ...declared, offer: pick(declared.offers, wanted) }));
  const [lead = picked[0]] = picked.filter(({ offer }) => offer !== null);
  let events: Events | null = null;
  const types = picked.map(({ status, located, offer }) => {
    if (!offer) return null;
    const name = joinNames(owner, nameOf(status === lead?.status ? 'response' : `response ${status}`));
    if (offer.encoding !== 'events') return answerType(contents, offer, located.pointer, name);
    const feed = eventsOf(lowering, contents, offer, located.pointer, name);
    events ??= feed;
    return feed.type;
  });
  const encoding = lead?.offer?.encoding ?? null;
  const id = pointerTo(operation.pointer, 'responses', ...(wanted ? [wanted.key] : []));
  const result = STREAMS.includes(encoding)
    ? { type: types.find((type) => type !== null) ?? null, variants: types.map(() => null), types }
    : together(
        lowering,
        types,
        picked.map(({ status }) => status),
        id,
        owner,
      );
  const mediaType = lead?.offer?.mediaType ?? null;
  const responses = picked.map(({ status, located, offer }, index): Response => {
    const type = result.types[index] ?? null;
    return {
      status,
      mediaType: offer?.mediaType ?? null,
      encoding: type === OCTETS && offer ? 'binary' : (offer?.encoding ?? null),
      type,
      variant: result.variants[index] ?? null,
      headers: headersOf(lowering, located.node.headers, located.pointer, owner),
      description: textOf(located.node.description),
    };
  });
  const [first] = picked;
  return {
    success: {
      status: typeof first?.status === 'number' ? first.status : 200,
      type: result.type,
      mediaType,
      encoding: responses.find(({ encoding: own }) => own !== null)?.encoding ?? null,
      description: textOf(lead?.located.node.description),
      responses,
    },
    accept: acceptOf(picked.map(({ offer }) => offer)),
    events,
    label,
    mediaType,
  };
}

/** The same kind of content as was asked for; where a status has none, the one it has. */
function pick(offers: readonly Offer[], wanted: Offer | null): Offer | null {
  const same = offers.find((offer) => wanted && essenceOf(offer.mediaType) === essenceOf(wanted.mediaType));
  return same ?? offers.find(({ encoding }) => encoding === wanted?.encoding) ?? offers[0] ?? null;
}

function answerType(contents: Contents, offer: Offer, pointer: string, name: Name): Type {
  return offer.encoding === 'multipart' ? OCTETS : contents.typeOf(offer, pointer, name);
}

interface Together {
  readonly type: Type | null;
  readonly types: readonly (Type | null)[];
  readonly variants: readonly (number | null)[];
}

/** One type for what several statuses answer with: theirs where they agree, a union of one variant for each where not. */
function together(
  lowering: Lowering,
  types: readonly (Type | null)[],
  statuses: readonly Status[],
  id: string,
  owner: Name,
): Together {
  const distinct = new Map(types.flatMap((type) => (type ? [[JSON.stringify(type), type] as const] : [])));
  const optional = (type: Type) => (types.includes(null) ? nullable(type) : type);
  const [only, ...more] = distinct.values();
  if (!only) return { type: null, types, variants: types.map(() => null) };
  if (more.length === 0) return { type: optional(only), types, variants: types.map(() => null) };
  // A file has no place in a union of values; its octets hold whatever comes.
  if ([only, ...more].some((type) => type.kind === 'primitive' && type.primitive === 'binary'))
    return { type: optional(OCTETS), types: types.map((type) => type && OCTETS), variants: types.map(() => null) };
  const keys = [...distinct.keys()];
  const variants = types.map((type) => (type ? keys.indexOf(JSON.stringify(type)) : null));
  const union = declare(lowering, id, () => ({
    kind: 'union',
    id,
    name: joinNames(owner, nameOf('result')),
    docs: { summary: '', description: '', deprecated: false, examples: [] },
    xml: null,
    variants: [only, ...more].map((type, index) => ({
      name: nameOf(`status ${statuses[variants.indexOf(index)] ?? index}`),
      type,
    })),
    match: { kind: 'first-fit' },
  }));
  return { type: optional(union), types, variants };
}

/** What the Accept header asks for: what a success comes in; JSON where only errors have content. */
function acceptOf(offers: readonly (Offer | null)[]): string {
  const types = offers.flatMap((offer) =>
    offer ? [/^[\w*]+\/\*$/.test(offer.key) ? offer.key : offer.mediaType] : [],
  );
  return [...new Set(types)].join(', ') || 'application/json';
}

/** Every answer that is no success. `default` is one also where it says what a success holds. */
export function errorsOf(lowering: Lowering, operation: Located, owner: Name): ErrorResponse[] {
  const contents = new Contents(lowering);
  return Object.entries(objectOf(operation.node.responses))
    .filter(([code]) => !/^2(?:\d\d|XX)$/i.test(code) && !code.startsWith('x-'))
    .map(([code, node]) => {
      const located = lowering.resolve(objectOf(node), pointerTo(operation.pointer, 'responses', code));
      const [offer] = offersOf(lowering, objectOf(located.node.content), ORDER);
      const name = joinNames(owner, nameOf(`error ${code}`));
      return {
        status: statusOf(code),
        ...(offer ? errorContent(contents, offer, located.pointer, name) : { type: null, encoding: null }),
        headers: headersOf(lowering, located.node.headers, located.pointer, name),
        description: textOf(located.node.description),
      };
    });
}

/** Errors are read whole, as JSON, text or XML; anything else is kept as it came. */
function errorContent(
  contents: Contents,
  offer: Offer,
  pointer: string,
  name: Name,
): Pick<ErrorResponse, 'type' | 'encoding'> {
  const isRead = ['json', 'merge-patch', 'text', 'xml'].includes(offer.encoding);
  if (!isRead) return { type: OCTETS, encoding: 'binary' };
  const encoding = offer.encoding === 'merge-patch' ? 'json' : offer.encoding;
  return { type: contents.typeOf(offer, pointer, name), encoding };
}

function statusOf(code: string): Status {
  if (/^\d{3}$/.test(code)) return Number(code);
  return /^\dXX$/i.test(code) ? (code.toUpperCase() as `${number}XX`) : 'default';
}
