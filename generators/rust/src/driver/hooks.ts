import { code, Lexeme, webhookId } from '@sdkgen/codegen';
import type { Api } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import { webhookFunctions } from '../view/webhooks.ts';

/** The functions that read what the API sends to its users. */
export function hooksView(api: Api): object {
  const functions = webhookFunctions(api);
  return {
    hasWebhooks: api.webhooks.length > 0,
    // Only what is used may be imported.
    received: Lexeme.join(
      [code`carried`, ...(api.webhooks.some(({ type }) => type === null) ? [code`written`] : []), code`Received`],
      ', ',
    ),
    webhooks: api.webhooks.map((webhook) => ({
      isOctets: webhook.type === null,
      id: stringLiteral(webhookId(webhook)),
      name: identifier(functions.get(webhook) ?? ''),
    })),
  };
}
