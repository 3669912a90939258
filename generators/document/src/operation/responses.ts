import { type ErrorResponse, joinNames, type Name, nameOf, type Success, type Type } from '@sdkgen/ir';
import { type JsonObject, objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { typeOf } from '../schema/type.ts';

const EVENTS = 'text/event-stream';

/** The lowest declared 2xx, streams before documents. */
export function successOf(lowering: Lowering, operation: Located, owner: Name): Success {
  const responses = Object.entries(objectOf(operation.node.responses));
  const [status, node] = responses
    .filter(([code]) => code.startsWith('2'))
    .sort(([a], [b]) => a.localeCompare(b))[0] ?? ['204', {}];
  const located = lowering.references.resolve(objectOf(node), pointerTo(operation.pointer, 'responses', status));
  const media = mediaOf(objectOf(located.node.content));
  return {
    status: /^\d+$/.test(status) ? Number(status) : 200,
    type: media ? contentType(lowering, located.pointer, media, joinNames(owner, nameOf('response'))) : null,
    mediaType: media?.[0] ?? null,
    description: textOf(located.node.description),
  };
}

export function errorsOf(lowering: Lowering, operation: Located, owner: Name): ErrorResponse[] {
  return Object.entries(objectOf(operation.node.responses))
    .filter(([code]) => !code.startsWith('2'))
    .map(([code, node]) => {
      const located = lowering.references.resolve(objectOf(node), pointerTo(operation.pointer, 'responses', code));
      const media = mediaOf(objectOf(located.node.content));
      return {
        status: statusOf(code),
        type: media ? contentType(lowering, located.pointer, media, joinNames(owner, nameOf(`error ${code}`))) : null,
        description: textOf(located.node.description),
      };
    });
}

function statusOf(code: string): ErrorResponse['status'] {
  if (/^\d{3}$/.test(code)) return Number(code);
  return /^\dXX$/i.test(code) ? (code.toUpperCase() as `${number}XX`) : 'default';
}

type Media = readonly [mediaType: string, media: JsonObject];

function mediaOf(content: JsonObject): Media | null {
  const offers = Object.entries(content).map(([mediaType, media]) => [mediaType, objectOf(media)] as const);
  const rank = (mediaType: string) => (mediaType.startsWith(EVENTS) ? 0 : /\bjson\b/.test(mediaType) ? 1 : 2);
  return offers.sort(([a], [b]) => rank(a) - rank(b))[0] ?? null;
}

function contentType(lowering: Lowering, response: string, [mediaType, media]: Media, name: Name): Type {
  const keyword = media.itemSchema === undefined ? 'schema' : 'itemSchema';
  const pointer = pointerTo(response, 'content', mediaType, keyword);
  if (/\bjson\b/.test(mediaType) || mediaType.startsWith(EVENTS))
    return typeOf(lowering, media[keyword], pointer, name);
  return { kind: 'primitive', primitive: mediaType.startsWith('text/') ? 'string' : 'binary', bounds: {} };
}
