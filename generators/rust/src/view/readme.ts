import {
  code,
  headerLines,
  Lexeme,
  markdownCode,
  type RenderedFile,
  type RenderInput,
  readmeView,
} from '@sdkgen/codegen';
import { type Operation, packsFloats } from '@sdkgen/ir';
import { payloadOf, variantOf } from '../errors.ts';
import { Imports } from '../imports.ts';
import { useOf } from '../layout/index.ts';
import { crateName, identifier, lineComment, stringLiteral, tomlString } from '../literals.ts';
import { feedNames, type Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import type { Context } from '../types.ts';
import { exampleCall, exampleItems } from './example.ts';
import { websocketOf } from './feed.ts';

/** README, changelog, and the README's programs as examples, so that what it shows is compiled. */
export function readmeFiles(input: RenderInput, names: Names, recursion: Recursion): RenderedFile[] {
  const { render } = input;
  const view = viewOf(input, names, recursion);
  const examples = EXAMPLES.filter(({ has }) => view[has]).map(({ name }) => ({
    path: `examples/${name}.rs`,
    text: render(`examples/${name}`, view),
  }));
  return [
    { path: 'README.md', text: render('readme', view) },
    { path: 'CHANGELOG.md', text: render('changelog', view) },
    ...examples,
  ];
}

const EXAMPLES = [
  { name: 'quickstart', has: 'hasQuickstart' },
  { name: 'bulk', has: 'hasBulk' },
  { name: 'paging', has: 'hasPaging' },
  { name: 'streaming', has: 'hasStreaming' },
  { name: 'socket', has: 'hasSocket' },
] as const;

/** What the API means to drop is shown where there is nothing else of its kind. */
const ALLOWED = code`#![allow(deprecated)]`;

function viewOf(input: RenderInput, names: Names, recursion: Recursion) {
  const { api, config, runtime } = input;
  const context: Context = { api, names, recursion, imports: new Imports(), within: null };
  const shared = readmeView(input, 'Rust', {
    operation: (operation) => `Client::${names.operation(operation).method}`.replace('Client', names.client),
    error: (name) => `Error::${variantOf(name)}`,
  });
  const first = (wanted: (operation: Operation) => boolean): Lexeme | null => {
    const lasting = api.operations.filter(wanted).sort((a, b) => Number(a.docs.deprecated) - Number(b.docs.deprecated));
    const calls = lasting.map((operation) => exampleCall(context, operation));
    return calls.find((call) => call !== null) ?? null;
  };
  const quick = first(({ shape, success }) => shape.kind === 'call' && success.type !== null);
  const paged = first(({ shape }) => shape.kind === 'paged');
  const stream = first(({ shape }) => shape.kind === 'events');
  const feeds: Context = { ...context, names: feedNames(names) };
  const followed = api.operations.find((operation) => websocketOf(operation) !== null);
  const socket = followed ? exampleCall(feeds, followed) : null;
  const bulk = bulkOf(context);
  const none = code``;
  const variables = [config.urlEnv, ...api.credentials.map(({ scheme }) => config.credentials[scheme]?.env)].filter(
    (name) => typeof name === 'string',
  );
  const module = input.names.module;
  const header = lineComment(headerLines(input));
  return {
    ...shared,
    header: api.operations.some(({ docs }) => docs.deprecated) ? code`${header}\n${ALLOWED}` : header,
    crate: crateName(input.names.package),
    dependency: code`${crateName(input.names.package)} = ${tomlString(config.version)}`,
    uses: useOf(module, [names.client, 'Error']),
    usesClient: useOf(module, [names.client]),
    bulkUses: useOf(module, [names.client, 'Error', ...(bulk ? [`${bulk.type}`] : [])]),
    client: identifier(names.client),
    module: identifier(module),
    faked: api.operations[0] ? identifier(names.operation(api.operations[0]).method) : none,
    url: stringLiteral(api.serverUrl?.startsWith('http') ? api.serverUrl : 'https://api.example.com'),
    rateLimit: identifier(variantOf(runtime.errors.find((rule) => payloadOf(rule) === 'retry-after')?.name ?? 'Other')),
    quick: quick ?? none,
    paged: paged ?? none,
    stream: stream ?? none,
    socket: socket ?? none,
    bulk: bulk?.call ?? none,
    bulkItems: bulk?.items ?? none,
    hasPacking: packsFloats(api),
    hasEnvironment: variables.length > 0,
    environment: Lexeme.join(variables.map(markdownCode), ', '),
    hasQuickstart: quick !== null,
    hasPaging: paged !== null,
    hasStreaming: stream !== null,
    hasSocket: socket !== null,
    hasBulk: bulk !== null,
  };
}

/** The bulk call whose items have a short form. */
function bulkOf(context: Context): { call: Lexeme; items: Lexeme; type: Lexeme } | null {
  for (const operation of context.api.operations) {
    const { shape } = operation;
    if (shape.kind !== 'bulk') continue;
    const item = exampleItems(context, shape.item);
    const list = operation.arguments.find(({ name }) => name.wire === shape.items);
    if (!item || !list) continue;
    const field = context.names.operation(operation).argument(list).field;
    const call = exampleCall(context, operation, new Map([[field, code`items`]]));
    if (call) return { call, ...item };
  }
  return null;
}
