import { code, headerLines, type Lexeme, type RenderedFile, type RenderInput, Scope } from '@sdkgen/codegen';
import type { Api, Webhook } from '@sdkgen/ir';
import { snakeCase } from '../casing.ts';
import { Imports } from '../imports.ts';
import { docComment, identifier, lineComment } from '../literals.ts';
import type { Names } from '../names.ts';
import { packedForm } from '../packed.ts';
import type { Recursion } from '../recursion.ts';
import { MODULES } from '../reserved.ts';
import { type Context, nativeType } from '../types.ts';
import { paragraphsOf } from './prose.ts';

/** What the API sends to its users: a function for each, which checks whose it is and gives its payload. */
export function webhookFiles(input: RenderInput, names: Names, recursion: Recursion): RenderedFile[] {
  const { api, render } = input;
  if (api.webhooks.length === 0) return [];
  const imports = new Imports();
  imports.runtime('webhooks');
  const context: Context = { api, names, recursion, imports, within: null };
  const functions = webhookFunctions(api);
  const webhooks = api.webhooks.map((webhook) => ({
    name: identifier(functions.get(webhook) ?? ''),
    read: readOf(context, webhook),
    type: webhook.type === null ? code`Vec<u8>` : nativeType(context, webhook.type),
    docs: docComment(paragraphsOf(webhook.docs, `The payload of \`${webhook.name.wire}\`.`), 4),
  }));
  const view = { header: lineComment(headerLines(input)), webhooks, imports: imports.print() };
  return [{ path: 'src/webhooks.rs', text: render('webhooks', view) }];
}

/** What reads the payload, with its form where that has one. */
function readOf(context: Context, { type }: Webhook): Lexeme {
  if (type === null) return code`octets`;
  const form = packedForm(context, type);
  return form ? code`json [${form}]` : code`json`;
}

/** The function that reads each. */
export function webhookFunctions({ webhooks }: Api): Map<Webhook, string> {
  const scope = new Scope(new Set([...MODULES, 'payload', 'webhook']));
  return new Map(webhooks.map((webhook) => [webhook, scope.claim(snakeCase(webhook.name))]));
}
