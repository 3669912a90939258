import { StoreError, type StoreErrorCode } from '@vectorscaledb/engine';

const FLOATS = '$floats';
const BYTES = '$bytes';

/** JSON, with bytes and the numbers of tracks in base64: they are many, and must come back to the last bit. */
export const encode = (value: unknown): Uint8Array =>
  Buffer.from(
    JSON.stringify(value, (_key, inner: unknown) => {
      if (inner instanceof Float32Array) return { [FLOATS]: base64(inner) };
      if (inner instanceof Uint8Array) return { [BYTES]: base64(inner) };
      return inner;
    }),
  );

export const decode = (bytes: Uint8Array): unknown =>
  JSON.parse(Buffer.from(bytes).toString(), (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null) return inner;
    const { [FLOATS]: floats, [BYTES]: raw } = inner as { [FLOATS]?: unknown; [BYTES]?: unknown };
    if (typeof floats === 'string') return new Float32Array(new Uint8Array(Buffer.from(floats, 'base64')).buffer);
    return typeof raw === 'string' ? new Uint8Array(Buffer.from(raw, 'base64')) : inner;
  });

const base64 = ({ buffer, byteOffset, byteLength }: ArrayBufferView): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** What a node answers to a question. */
export type Reply =
  | { readonly value: unknown }
  | { readonly refused: { readonly code: StoreErrorCode; readonly message: string } };

/** Of what nobody expected only the kind is told. */
export const refusalReply = (error: unknown): Reply => ({
  refused:
    error instanceof StoreError
      ? { code: error.code, message: error.message }
      : { code: 'unavailable', message: 'the node failed' },
});

export function valueFrom(reply: Reply): unknown {
  if ('refused' in reply) throw new StoreError(reply.refused.code, reply.refused.message);
  return reply.value;
}
