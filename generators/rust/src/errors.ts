import type { ErrorRule, RuntimeContract } from '@sdkgen/codegen';
import { nameOf } from '@sdkgen/ir';
import { pascalCase } from './casing.ts';

/** A variant of the error type: the contract's name without its suffix. */
export function variantOf(name: string): string {
  return pascalCase(nameOf(name.replace(/Error$/, '') || name));
}

/**
 * What a variant carries. The two that users match by shape say in their shape all there is to do about them: nothing but new
 * credentials, and a time to come back.
 */
export type Payload = 'nothing' | 'retry-after' | 'details';

export function payloadOf({ status }: Pick<ErrorRule, 'status'>): Payload {
  if (status?.includes(429)) return 'retry-after';
  return status?.length === 1 && status[0] === 401 ? 'nothing' : 'details';
}

/** The name of what no rule covers. */
export const OTHER = 'Other';

/** First match wins: a status with a code, then a status, then a range. */
export function inOrder(contract: RuntimeContract): ErrorRule[] {
  const rank = (rule: ErrorRule): number => (rule.code ? 0 : rule.status ? 1 : 2);
  return [...contract.errors].sort((one, two) => rank(one) - rank(two));
}
