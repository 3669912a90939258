import { code, headerLines, prose, type RenderedFile, type RenderInput, Scope } from '@sdkgen/codegen';
import { nameOf, type Server } from '@sdkgen/ir';
import { pascalCase, snakeCase } from '../casing.ts';
import { docComment, identifier, lineComment, stringLiteral } from '../literals.ts';
import { MODULES } from '../reserved.ts';

/** Where the API is reached, as a base URL for the client. */
export function serverFiles(input: RenderInput): RenderedFile[] {
  const { api, render } = input;
  if (api.servers.length === 0) return [];
  const functions = new Scope(MODULES);
  const types = new Scope(new Set(['String']));
  const view = {
    header: lineComment(headerLines(input)),
    servers: api.servers.map((server) => serverView(server, functions.claim(snakeCase(server.name)), types)),
  };
  return [{ path: 'src/servers.rs', text: render('servers', view) }];
}

function serverView(server: Server, name: string, types: Scope): object {
  const scope = new Scope(MODULES);
  const variables = server.variables.map((variable) => {
    const isListed = variable.values.length > 0;
    const type = isListed ? types.claim(pascalCase(nameOf(`${name}_${variable.name.wire}`)), '') : null;
    return { ...variable, isListed, type, parameter: identifier(scope.claim(snakeCase(variable.name))) };
  });
  const list = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ');
  const lines = variables.map(({ parameter, description, default: value }) =>
    [`* \`${parameter}\`:`, prose(description), `Default: ${list([value])}.`].filter(Boolean).join(' '),
  );
  const whole = [prose(server.description) || `\`${server.url}\``, ...(lines.length > 0 ? [lines.join('\n')] : [])];
  return {
    docs: docComment(whole, 4),
    name: identifier(name),
    url: stringLiteral(server.url),
    variables: variables.map(({ parameter, type, name: { wire } }) => ({
      parameter,
      type: type === null ? code`&str` : identifier(type),
      wire: stringLiteral(wire),
    })),
    enums: variables
      .filter(({ isListed }) => isListed)
      .map(({ type, values, default: value, name: { wire } }) => enumView(type ?? '', wire, values, value)),
  };
}

function enumView(type: string, wire: string, values: readonly string[], standard: string): object {
  const scope = new Scope(new Set(['Self']));
  const names = values.map((value) => identifier(scope.claim(pascalCase(nameOf(value)), 'N')));
  const index = Math.max(0, values.indexOf(standard));
  return {
    type: identifier(type),
    docs: docComment([`The values of \`${wire}\`.`], 4),
    standard: names[index] ?? code``,
    members: values.map((value, at) => ({
      name: names[at],
      docs: docComment([`\`${value}\``], 8),
      wire: stringLiteral(value),
    })),
  };
}

/** The URL with its variables at their defaults. */
export function defaultUrl({ url, variables }: Server): string {
  return variables.reduce((text, { name, default: value }) => text.replaceAll(`{${name.wire}}`, value), url);
}
