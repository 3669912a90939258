import { code, type Lexeme } from '@sdkgen/codegen';
import { type Operation, type Type, Unsupported } from '@sdkgen/ir';
import type { GoType, Types } from '../types.ts';
import { plain } from './parameters.ts';

/** What a method gives back, and the helper that makes it of an answer. */
export interface Result {
  readonly type: Lexeme;
  readonly decode: Lexeme;
  readonly helper: 'perform' | 'performText' | 'performBytes' | 'performNothing';
  readonly imports: readonly string[];
}

export function resultOf(types: Types, operation: Operation): Result {
  const { type, mediaType } = operation.success;
  if (!type) return { type: code``, decode: code``, helper: 'performNothing', imports: [] };
  const media = mediaType?.toLowerCase() ?? 'application/json';
  const go = types.of(type);
  if (/[/+]json\b/.test(media) || media.startsWith('text/event-stream')) return decoded(types, type, go);
  const bare = plain(types, type);
  if (bare.kind === 'primitive' && bare.primitive === 'binary')
    return { type: code`[]byte`, decode: code``, helper: 'performBytes', imports: [] };
  if (media.startsWith('text/')) return { type: code`string`, decode: code``, helper: 'performText', imports: [] };
  throw new Unsupported(
    operation.pointer,
    'response-media-type',
    `the response's media type ${JSON.stringify(mediaType)} cannot be read`,
    'Answer in JSON, text or octets.',
  );
}

/** Structs come back as pointers, nil beside an error; anything else as it is. */
function decoded(types: Types, type: Type, go: GoType): Result {
  const isStruct =
    plain(types, type).kind === 'reference' && type.kind !== 'nullable' && go.decode.toString().startsWith('decode');
  return {
    type: isStruct ? code`*${go.text}` : go.text,
    decode: isStruct ? code`core.New(${go.decode})` : go.decode,
    helper: 'perform',
    imports: go.imports,
  };
}
