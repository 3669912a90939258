import { code, type Lexeme } from '@sdkgen/codegen';
import { type Operation, type Type, Unsupported } from '@sdkgen/ir';
import type { GoType, Types } from '../types.ts';
import { plain } from './parameters.ts';

/** What a method gives back, and the helper that makes it of an answer. */
export interface Result {
  readonly type: Lexeme;
  readonly decode: Lexeme;
  /** How the value is written again, as from outside the package. */
  readonly encode: Lexeme;
  readonly helper: 'perform' | 'performText' | 'performBytes' | 'performNothing';
  readonly imports: readonly string[];
}

export function resultOf(types: Types, operation: Operation): Result {
  const { type, mediaType } = operation.success;
  if (!type) return { type: code``, decode: code``, encode: code``, helper: 'performNothing', imports: [] };
  const media = mediaType?.toLowerCase() ?? 'application/json';
  const go = types.of(type);
  if (/[/+]json\b/.test(media) || media.startsWith('text/event-stream')) return decoded(types, type, go);
  const bare = plain(types, type);
  if (bare.kind === 'primitive' && bare.primitive === 'binary')
    return { type: code`[]byte`, decode: code``, encode: code`core.EncodeBytes`, helper: 'performBytes', imports: [] };
  if (media.startsWith('text/'))
    return { type: code`string`, decode: code``, encode: code`core.EncodeString`, helper: 'performText', imports: [] };
  throw new Unsupported(
    operation.pointer,
    'response-media-type',
    `the response's media type ${JSON.stringify(mediaType)} cannot be read`,
    'Answer in JSON, text or octets.',
  );
}

/** Structs come back as pointers, nil beside an error; anything else as it is. */
function decoded(types: Types, type: Type, go: GoType): Result {
  const isStruct = types.isStruct(type);
  return {
    type: isStruct ? code`*${go.text}` : go.text,
    encode: isStruct ? code`core.EncodePointerTo(${go.encode})` : go.encode,
    decode: isStruct ? code`core.New(${go.decode})` : go.decode,
    helper: 'perform',
    imports: go.imports,
  };
}
