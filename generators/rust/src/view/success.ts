import { code, type Lexeme } from '@sdkgen/codegen';
import { type Operation, Unsupported } from '@sdkgen/ir';
import { identifier } from '../literals.ts';
import { type Context, nativeType, resolved } from '../types.ts';

/** What a call gives, and the method of the runtime that reads it. */
export function successOf(context: Context, { success, pointer, method }: Operation): { type: Lexeme; read: Lexeme } {
  if (success.type === null || method === 'HEAD') return { type: code`()`, read: code`nothing` };
  const type = nativeType(context, success.type);
  const mediaType = success.mediaType ?? 'application/json';
  if (/^text\/event-stream|[/+]json\b/.test(mediaType)) return { type, read: code`json` };
  const inner = resolved(context, success.type);
  const isText = mediaType.startsWith('text/') && inner.kind === 'primitive' && inner.primitive === 'string';
  if (isText) return { type: identifier('String'), read: code`text` };
  if (inner.kind === 'primitive' && (inner.primitive === 'binary' || inner.primitive === 'string'))
    return { type: code`Vec<u8>`, read: code`bytes` };
  throw new Unsupported(
    pointer,
    'response-media-type',
    `The Rust target cannot read ${mediaType} yet`,
    'Answer with application/json.',
  );
}
