import type { Api, Webhook } from '@sdkgen/ir';
import type { RuntimeContract } from './runtime-contract.ts';

/** What drivers call a request the API makes to its users. */
export const webhookId = ({ name, operation }: Webhook): string => `${operation ? 'callback' : 'webhook'} ${name.wire}`;

/** Raised only where there are webhooks to be signed. */
export const INVALID_SIGNATURE = {
  name: 'InvalidSignatureError',
  code: 'invalid_signature',
  summary: 'A webhook is not from whom it claims to be.',
} as const;

/** What the package raises by itself. */
export const localErrors = ({ local_errors }: RuntimeContract, { webhooks }: Api): RuntimeContract['local_errors'] =>
  webhooks.length > 0 ? [...local_errors, INVALID_SIGNATURE] : local_errors;
