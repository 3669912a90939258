import { code, type Lexeme, Scope, snake } from '@sdkgen/codegen';
import type { Api, Type, Webhook } from '@sdkgen/ir';
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
  for (const name of ['InvalidSignatureError', 'Verifier', 'parse as _parse']) imports.from('._runtime.webhook', name);
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
    type: type ? annotation(type, 'result', context) : NONE,
    decoder: decoderOf(type, context, decoders),
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
        { title: 'Returns', items: [{ name: '', text: type ? 'What it says.' : 'Nothing: it says nothing.' }] },
        {
          title: 'Raises',
          items: [
            { name: 'InvalidSignatureError', text: 'If it was not signed by the API.' },
            { name: 'DecodeError', text: 'If it is not what the document promises.' },
          ],
        },
      ],
      4,
    ),
  };
}

function decoderOf(type: Type | null, { imports }: TypeContext, decoders: Codecs): Lexeme {
  if (type) return decoders.of(type);
  return code`${identifier(imports.from('._runtime', 'decode'))}.nothing`;
}
