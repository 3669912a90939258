import { code, Lexeme, Scope, screaming, snake } from '@sdkgen/codegen';
import type { Api, Server, ServerVariable } from '@sdkgen/ir';
import { documented } from '../docstrings.ts';
import { Imports } from '../imports.ts';
import { identifier, stringLiteral } from '../literals.ts';
import { word } from '../names.ts';
import { argumentNames, typeNames } from '../reserved.ts';
import { moduleView, type Source } from './module.ts';

/** Whether there is a choice to make. */
export function hasServers({ servers }: Api): boolean {
  return servers.length > 1 || servers.some(({ variables }) => variables.length > 0);
}

/** `servers.py`: where the API is reached, as constants, and functions where a part of the URL is the caller's. */
export function serversView(source: Source): object {
  const imports = new Imports();
  const scope = new Scope(typeNames);
  const servers = source.api.servers.map((server) => serverView(server, scope, imports));
  return {
    ...moduleView(source, 'Where the API is reached: pass one of these as the URL of a client.', imports),
    servers,
    all: servers
      .map(({ name }) => String(name))
      .sort((a, b) => Number(a !== a.toUpperCase()) - Number(b !== b.toUpperCase()) || (a < b ? -1 : 1))
      .map((name) => ({ name: stringLiteral(name) })),
  };
}

function serverView(server: Server, scope: Scope, imports: Imports) {
  const { variables, description, url } = server;
  const hasVariables = variables.length > 0;
  const name = scope.claim(word((hasVariables ? snake : screaming)(server.name)));
  const args = new Scope(argumentNames);
  const named = variables.map((variable) => ({ variable, name: args.claim(word(snake(variable.name))) }));
  const described = named.map(({ variable, name }) => ({ name, text: variable.description || variable.name.wire }));
  return {
    name: identifier(name),
    hasVariables,
    url: stringLiteral(url),
    signature: Lexeme.join(
      named.map(
        ({ variable, name }) =>
          code`${identifier(name)}: ${typeOf(variable, imports)} = ${stringLiteral(variable.default)}`,
      ),
      ', ',
    ),
    value: filled(url, new Map(named.map(({ variable, name }) => [variable.name.wire, identifier(name)]))),
    doc: documented(
      description || `The server ${url}`,
      [],
      hasVariables ? [{ title: 'Args', items: described }] : [],
      hasVariables ? 4 : 0,
    ),
  };
}

function typeOf({ values }: ServerVariable, imports: Imports): Lexeme {
  if (values.length === 0) return code`str`;
  return code`${identifier(imports.from('typing', 'Literal'))}[${Lexeme.join(values.map(stringLiteral), ', ')}]`;
}

/** The URL as a sum of its texts and its variables. */
function filled(url: string, names: ReadonlyMap<string, Lexeme>): Lexeme {
  const parts = url
    .split(/(\{[^{}]*\})/)
    .filter(Boolean)
    .map((part) => names.get(part.slice(1, -1)) ?? stringLiteral(part));
  return parts.length > 0 ? Lexeme.join(parts, ' + ') : stringLiteral('');
}
