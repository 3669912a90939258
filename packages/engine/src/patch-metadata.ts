import { StoreError } from './errors.ts';
import { metadataLimits } from './limits.ts';
import { mergePatch } from './merge-patch.ts';

/** What a patch makes of the metadata there is: each patch is bounded, so what they add up to must be too. */
export function patchMetadata(metadata: string, patch: Record<string, unknown> | null): string {
  const result = mergePatch(JSON.parse(metadata), patch) ?? {};
  const text = JSON.stringify(result);
  if (Object.keys(result).length > metadataLimits.keys || Buffer.byteLength(text) > metadataLimits.bytes) {
    throw new StoreError('invalid_request', 'the patched metadata would exceed its bounds');
  }
  return text;
}
