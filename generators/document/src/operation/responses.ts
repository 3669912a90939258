import {
  type Encoding,
  type ErrorResponse,
  type Header,
  joinNames,
  type Name,
  nameOf,
  type Success,
  type Type,
} from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { typeOf } from '../schema/type.ts';
import { type Media, mediaOf, preferred } from './media.ts';

/** In order of preference where an answer comes in several. */
const ORDER: readonly Encoding[] = [
  'events',
  'json',
  'merge-patch',
  'ndjson',
  'json-seq',
  'xml',
  'form',
  'text',
  'multipart',
  'binary',
];

/** The lowest declared 2xx, streams before documents. */
export function successOf(lowering: Lowering, operation: Located, owner: Name): Success {
  const responses = Object.entries(objectOf(operation.node.responses));
  const [status, node] = responses
    .filter(([code]) => code.startsWith('2'))
    .sort(([a], [b]) => a.localeCompare(b))[0] ?? ['204', {}];
  const located = lowering.references.resolve(objectOf(node), pointerTo(operation.pointer, 'responses', status));
  const media = preferred(mediaOf(objectOf(located.node.content)), ORDER);
  const type = media ? contentType(lowering, located.pointer, media, joinNames(owner, nameOf('response'))) : null;
  const lowest = /^\d+$/.test(status) ? Number(status) : 200;
  const description = textOf(located.node.description);
  const answer = { mediaType: media?.mediaType ?? null, encoding: media?.encoding ?? null, type, description };
  return {
    status: lowest,
    ...answer,
    responses: [
      {
        status: statusOf(status),
        ...answer,
        variant: null,
        headers: headersOf(lowering, located, owner),
      },
    ],
  };
}

export function errorsOf(lowering: Lowering, operation: Located, owner: Name): ErrorResponse[] {
  return Object.entries(objectOf(operation.node.responses))
    .filter(([code]) => !code.startsWith('2'))
    .map(([code, node]) => {
      const located = lowering.references.resolve(objectOf(node), pointerTo(operation.pointer, 'responses', code));
      const media = preferred(mediaOf(objectOf(located.node.content)), ORDER);
      return {
        status: statusOf(code),
        type: media ? contentType(lowering, located.pointer, media, joinNames(owner, nameOf(`error ${code}`))) : null,
        encoding: media?.encoding ?? null,
        headers: headersOf(lowering, located, owner),
        description: textOf(located.node.description),
      };
    });
}

/** What the Accept header asks for: what a success comes in; JSON where only errors have content. */
export function acceptOf(success: Success): string {
  return success.mediaType ?? 'application/json';
}

function statusOf(code: string): ErrorResponse['status'] {
  if (/^\d{3}$/.test(code)) return Number(code);
  return /^\dXX$/i.test(code) ? (code.toUpperCase() as `${number}XX`) : 'default';
}

/** The document's headers of an answer, those aside that HTTP itself reads. */
function headersOf(lowering: Lowering, response: Located, owner: Name): Header[] {
  return Object.entries(objectOf(response.node.headers)).map(([wire, value]) => {
    const { node, pointer } = lowering.references.resolve(
      objectOf(value),
      pointerTo(response.pointer, 'headers', wire),
    );
    return {
      name: nameOf(wire),
      type: typeOf(lowering, node.schema, pointerTo(pointer, 'schema'), joinNames(owner, nameOf(wire))),
      required: node.required === true,
      explode: node.explode === true,
      docs: docsOf(node),
    };
  });
}

function contentType(lowering: Lowering, response: string, { mediaType, encoding, node }: Media, name: Name): Type {
  const keyword = node.itemSchema === undefined ? 'schema' : 'itemSchema';
  const pointer = pointerTo(response, 'content', mediaType, keyword);
  if (encoding === 'text') return { kind: 'primitive', primitive: 'string', bounds: {} };
  if (encoding === 'binary' || encoding === 'multipart') return { kind: 'primitive', primitive: 'binary', bounds: {} };
  return typeOf(lowering, node[keyword], pointer, name);
}
