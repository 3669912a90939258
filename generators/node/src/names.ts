import { camel, localErrors, oncePer, pascal, type RenderInput, Scope } from '@sdkgen/codegen';
import type {
  Argument,
  DeclarationId,
  Name,
  ObjectDeclaration,
  Operation,
  Server,
  Webhook,
  WebSocketFeed,
} from '@sdkgen/ir';
import type { Directions } from './directions.ts';
import { CALLS, CONSTANTS, MEMBERS, METHODS, MODULE, OPTIONS } from './reserved.ts';

import { headersOfAnswers } from './view/fields.ts';
import { feedOf } from './view/subscriptions.ts';

/** Every public name of one SDK, settled before anything is printed. */
export interface Names {
  readonly client: string;
  /** A declaration's type as results show it, and as callers may pass it. */
  type(id: DeclarationId, direction: Direction): string;
  codec(id: DeclarationId): string;
  method(of: Operation | WebSocketFeed): string;
  /** The function in `calls.ts`. */
  call(of: Operation | WebSocketFeed): string;
  /** The constant in `endpoints.ts`. */
  endpoint(of: Operation | WebSocketFeed): string;
  /** The type of an operation's parameters, where it is not a declaration's. */
  params(operation: Operation): string;
  /** The type of the headers its answers declare. */
  fields(operation: Operation): string;
  /** Public names of those headers, by their names on the wire in lower case. */
  headers(operation: Operation): ReadonlyMap<string, string>;
  /** Functions of the modules for webhooks and servers. */
  webhook(webhook: Webhook): string;
  server(server: Server): string;
  /** Public names by wire name. */
  members(declaration: ObjectDeclaration): ReadonlyMap<string, string>;
  arguments(operation: Operation): ReadonlyMap<Argument, string>;
  /** Client options by what they are of. */
  option(of: object): string;
}

/** In: what callers pass. Out: what they get. */
export type Direction = 'in' | 'out';

export function namesOf({ api, config, names, runtime }: RenderInput, directions: Directions): Names {
  const module = new Scope(MODULE);
  const client = module.claim(names.client, '');
  for (const error of [
    config.baseError,
    ...[...runtime.errors, ...localErrors(runtime, api)].map(({ name }) => name),
  ]) {
    module.claim(error, '');
  }
  const ids = [...api.declarations.values()];
  const types = new Map(ids.map(({ id, name }) => [id, module.claim(modelName(name), '')]));
  const inputs = new Map(
    ids.filter(({ id }) => directions.isSplit(id)).map(({ id }) => [id, module.claim(`${types.get(id)}Input`, '')]),
  );
  const params = new Map(api.operations.map((one) => [one, module.claim(`${upper(one.name)}Params`, '')]));
  const fields = new Map(
    api.operations
      .filter((one) => headersOfAnswers(one).length > 0)
      .map((one) => [one, module.claim(`${upper(one.name)}Headers`, '')]),
  );
  const constants = new Scope(CONSTANTS);
  const codecs = new Map(ids.map(({ id, name }) => [id, constants.claim(lower(name), '')]));
  // Feeds come last, so that none takes an operation's name.
  const callable = [...api.operations, ...api.operations.flatMap((one) => feedOf(one) ?? [])];
  const methods = claimAll(METHODS, callable, (one) => one.name);
  // Exported beside the types, so that none may have the name of one.
  const exported = [...types, ...inputs, ...params, ...fields].map(([, name]) => name);
  const calls = claimAll(new Set([...CALLS, ...exported]), callable, (one) => one.name);
  const endpoints = claimAll(CONSTANTS, callable, (one) => one.name);
  const webhooks = claimAll(CONSTANTS, api.webhooks, (one) => one.name);
  const servers = claimAll(CONSTANTS, api.servers, (one) => one.name);
  const options = claimAll(OPTIONS, [...api.credentials, ...api.clientHeaders], (one) =>
    'scheme' in one && config.credentials[one.scheme] ? wordsOf(config.credentials[one.scheme]?.name ?? '') : one.name,
  );
  return {
    client,
    type: (id, direction) => known((direction === 'in' ? inputs.get(id) : undefined) ?? types.get(id)),
    codec: (id) => known(codecs.get(id)),
    method: (of) => known(methods.get(of)),
    call: (of) => known(calls.get(of)),
    endpoint: (of) => known(endpoints.get(of)),
    params: (operation) => known(params.get(operation)),
    webhook: oncePer((webhook) => known(webhooks.get(webhook))),
    server: oncePer((server) => known(servers.get(server))),
    fields: (operation) => known(fields.get(operation)),
    headers: oncePer((operation) => {
      const headers = headersOfAnswers(operation);
      const claimed = claimAll(MEMBERS, headers, ({ name }) => name);
      return new Map(headers.map((header) => [header.name.wire.toLowerCase(), known(claimed.get(header))]));
    }),
    members: oncePer((declaration) => {
      const names = claimAll(MEMBERS, declaration.properties, (property) => property.name);
      return new Map(declaration.properties.map((property) => [property.name.wire, known(names.get(property))]));
    }),
    arguments: oncePer((operation) => claimAll(MEMBERS, operation.arguments, (argument) => argument.name)),
    option: (of) => known(options.get(of as never)),
  };
}

function claimAll<Key extends object>(
  reserved: ReadonlySet<string>,
  keys: readonly Key[],
  nameOf: (key: Key) => Name,
): Map<Key, string> {
  const scope = new Scope(reserved);
  // Those that keep their ideal name come first, so that a clash never renames what was there without it.
  return new Map(keys.map((key) => [key, scope.claim(lower(nameOf(key)), '')]));
}

/** `Error` would hide the global one: such names say what they are. */
function modelName(name: Name): string {
  const ideal = upper(name);
  return MODULE.has(ideal) ? `${ideal}Model` : ideal;
}

const upper = (name: Name): string => valid(pascal(name));
const lower = (name: Name): string => valid(camel(name));

/** Letters and digits of any script are words, but a few of them, such as ², cannot stand in an identifier. */
function valid(text: string): string {
  const kept = text.replaceAll(/[^\p{ID_Continue}]/gu, '');
  return kept === '' ? '_' : kept;
}

/** Configured names are words joined by `_`. */
function wordsOf(text: string): Name {
  return { wire: text, words: text.toLowerCase().split('_') };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a name was not claimed');
  return value;
}
