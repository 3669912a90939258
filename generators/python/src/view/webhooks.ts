import { code, Scope, snake } from '@sdkgen/codegen';
import type { Api, Webhook } from '@sdkgen/ir';
import { Codecs, decoding } from '../codecs.ts';
import { documented } from '../docstrings.ts';
import { Imports } from '../imports.ts';
import { identifier, stringLiteral } from '../literals.ts';
import { word } from '../names.ts';
import { methodNames } from '../reserved.ts';
import { annotation, NONE, type TypeContext } from '../types.ts';
import { moduleView, type Source } from './module.ts';

/** `webhooks.py`: one function for each request the API makes to its users. */
export function webhooksView(source: Source): object {
  const imports = new Imports();
  const context: TypeContext = { api: source.api, names: source.py, imports, hints: imports, qualified: true };
  const named = (id: string) =>
    code`${identifier(imports.from('.', 'models'))}.${identifier(`decode_${source.py.types.get(id)?.type}`)}`;
  const decoders = new Codecs(context, decoding(context, named));
  const names = webhookNames(source.api);
  const webhooks = source.api.webhooks.map((webhook) => webhookView(webhook, names, context, decoders));
  imports.from('collections.abc', 'Mapping');
  const kinds = new Set(source.api.webhooks.map(({ type }) => (type ? 'parse as _parse' : 'whole as _whole')));
  for (const name of ['InvalidSignatureError', 'Verifier', ...kinds]) imports.from('._runtime.webhook', name);
  return {
    ...moduleView(source, 'What the API sends to its users: check and read it with these.', imports),
    webhooks,
    constants: decoders.constants,
    all: [...['InvalidSignatureError', 'Verifier'], ...webhooks.map(({ name }) => String(name)).sort()].map((name) => ({
      name: stringLiteral(name),
    })),
  };
}

/** The function that reads each. */
export function webhookNames({ webhooks }: Api): Map<Webhook, string> {
  const scope = new Scope(methodNames);
  return new Map(webhooks.map((webhook) => [webhook, scope.claim(word(`parse_${snake(webhook.name)}`))]));
}

function webhookView(webhook: Webhook, names: ReadonlyMap<Webhook, string>, context: TypeContext, decoders: Codecs) {
  const { name, type, docs } = webhook;
  return {
    name: identifier(names.get(webhook) ?? ''),
    isJson: type !== null,
    type: type ? annotation(type, 'result', context) : identifier('bytes'),
    decoder: type ? decoders.of(type) : NONE,
    doc: documented(
      docs.summary || `Check and read \`${name.wire}\``,
      [docs.description],
      [
        {
          title: 'Args',
          items: [
            { name: 'body', text: 'The body of the request, octet for octet.' },
            { name: 'headers', text: 'Its headers, for the signature.' },
            { name: 'verify', text: 'Checks the signature; without one nothing is checked.' },
          ],
        },
        {
          title: 'Returns',
          items: [{ name: '', text: type ? 'What it says.' : 'Its body as it came, which is not JSON.' }],
        },
        {
          title: 'Raises',
          items: [
            { name: 'InvalidSignatureError', text: 'If it was not signed by the API.' },
            ...(type ? [{ name: 'DecodeError', text: 'If it is not what the document promises.' }] : []),
          ],
        },
      ],
      4,
    ),
  };
}
