import { code, type Lexeme } from '@sdkgen/codegen';
import type { Webhook } from '@sdkgen/ir';
import { identifier } from '../literals.ts';
import { exported } from '../names.ts';
import type { Types } from '../types.ts';
import { documented, paragraphsOf } from './prose.ts';
import { decoded } from './results.ts';

export interface WebhookView {
  readonly doc: Lexeme;
  readonly name: Lexeme;
  readonly type: Lexeme;
  readonly decode: Lexeme;
}

/** A function for each request the API makes to its users. */
export function webhookViews(types: Types): { views: WebhookView[]; imports: string[] } {
  const rendered = types.api.webhooks.map((webhook) => webhookView(types, webhook));
  return { views: rendered.map(({ view }) => view), imports: rendered.flatMap(({ imports }) => imports) };
}

function webhookView(types: Types, webhook: Webhook): { view: WebhookView; imports: readonly string[] } {
  const { name, operation, type, docs } = webhook;
  const own = types.names.claim(`Parse${exported(name)}`);
  const result = type ? decoded(types, type) : { type: code`[]byte`, decode: code`core.Whole`, imports: [] };
  const what = operation ? `the callback ${name.wire}` : `the webhook ${name.wire}`;
  return {
    imports: result.imports,
    view: {
      doc: documented(
        own,
        [
          `Reads the body of ${what}. With a verifier it is read only when that takes it; else the error has the code invalid_signature.`,
          ...paragraphsOf(docs),
        ],
        docs,
      ),
      name: identifier(own),
      type: result.type,
      decode: result.decode,
    },
  };
}
