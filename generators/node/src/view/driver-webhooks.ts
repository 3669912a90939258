import { code, webhookId } from '@sdkgen/codegen';
import { codecOf } from '../codecs.ts';
import { identifier, string } from '../literals.ts';
import { type Context, header } from './context.ts';
import { importsOf } from './imports.ts';
import { CODECS } from './request.ts';

/** `driver/webhooks.ts`: the functions that read what the API sends to its users. */
export function driverWebhooksView(context: Context) {
  const { api, named } = context;
  const webhooks = api.webhooks.map((webhook) => {
    const codec = webhook.type ? codecOf(webhook.type, api, named, CODECS) : code`wire.json`;
    const read = code`hooks.${identifier(named.webhook(webhook))}`;
    return code`[${string(webhookId(webhook))}, { read: ${read}, codec: ${codec} }],`;
  });
  const { imports } = importsOf(webhooks, ['codecs', 'wire'], [], '../src');
  return {
    ...header(context),
    imports: [...imports, ...(webhooks.length > 0 ? [code`import * as hooks from '../src/webhooks.js';`] : [])],
    webhooks,
  };
}
