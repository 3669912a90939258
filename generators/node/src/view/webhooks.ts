import { code, type Lexeme } from '@sdkgen/codegen';
import type { Webhook } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { bracketed } from '../layout.ts';
import { doc, identifier, tag } from '../literals.ts';
import { joined, typeOf } from '../types.ts';
import { type Context, header } from './context.ts';
import { importsOf, NAMESPACES, TYPES } from './imports.ts';
import { MODELS } from './parameters.ts';
import { CODECS } from './request.ts';

/** `webhooks.ts`: what the API sends to its users, and how they read it. */
export function webhooksView(context: Context) {
  const webhooks = context.api.webhooks.map((webhook) => ({
    doc: docOf(webhook),
    lines: functionOf(context, webhook),
  }));
  return {
    ...header(context),
    ...importsOf(
      webhooks.flatMap(({ lines }) => lines),
      [...TYPES, ...NAMESPACES, 'codecs', 'models', 'received', 'Verifier', 'WebhookHeaders'],
    ),
    webhooks,
  };
}

function docOf({ name, operation, type, docs }: Webhook): Lexeme[] {
  const source = operation ? `the callback \`${name.wire}\`` : `the webhook \`${name.wire}\``;
  return doc([
    [docs.summary, docs.description].filter(Boolean).join('\n\n'),
    `Reads what a request of ${source} carries${type ? '' : ', as it came: it is not JSON'}. \`verify\` checks its signature first, by its headers and its very octets.`,
    tag('throws', '{@link InvalidSignatureError} `verify` says no.'),
    ...(type ? [tag('throws', '{@link DecodeError} The body is not what the document says.')] : []),
  ]);
}

function functionOf(context: Context, webhook: Webhook): Lexeme[] {
  const { api, named } = context;
  const { type } = webhook;
  const result = type ? joined(typeOf(type, 'out', named, MODELS)) : code`Uint8Array`;
  const codec = type ? codecOf(type, api, named, CODECS) : code`null`;
  const passed = [code`body: string | Uint8Array`, code`headers: WebhookHeaders`, code`verify?: Verifier`];
  const name = identifier(named.webhook(webhook));
  return [
    ...bracketed(code`export function ${name}(`, passed, code`): Promise<${result}> {`, 0),
    code`  return received(${codec}, body, headers, verify);`,
    code`}`,
  ];
}
