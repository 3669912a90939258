import { code, headerLines, type RenderedFile, type RenderInput, Scope } from '@sdkgen/codegen';
import { joinNames, type Webhook } from '@sdkgen/ir';
import { snakeCase } from '../casing.ts';
import { Imports } from '../imports.ts';
import { docComment, identifier, lineComment } from '../literals.ts';
import type { Names } from '../names.ts';
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
  const scope = new Scope(new Set([...MODULES, 'payload', 'webhook']));
  const webhooks = api.webhooks.map((webhook) => ({
    name: identifier(scope.claim(snakeCase(nameOfWebhook(webhook)))),
    type: webhook.type === null ? code`()` : nativeType(context, webhook.type),
    docs: docComment(paragraphsOf(webhook.docs, `The payload of \`${webhook.name.wire}\`.`), 4),
  }));
  const view = { header: lineComment(headerLines(input)), webhooks, imports: imports.print() };
  return [{ path: 'src/webhooks.rs', text: render('webhooks', view) }];
}

const nameOfWebhook = ({ name, operation }: Webhook) => (operation ? joinNames(operation, name) : name);
