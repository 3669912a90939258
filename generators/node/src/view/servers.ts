import { code, Lexeme } from '@sdkgen/codegen';
import type { Server, ServerVariable } from '@sdkgen/ir';
import { bracketed, WIDTH } from '../layout.ts';
import { doc, identifier, memberAccess, propertyKey, string } from '../literals.ts';
import { type Context, header } from './context.ts';

/** Whether there is a choice: more than one server, or something to fill in. */
export function hasServers({ api: { servers } }: Pick<Context, 'api'>): boolean {
  return servers.length > 1 || servers.some(({ variables }) => variables.length > 0);
}

/** `servers.ts`: the URLs of the document, for the client's `url`. */
export function serversView(context: Context) {
  return {
    ...header(context),
    servers: context.api.servers.map((server) => ({
      doc: doc([server.description || `\`${server.url}\``]),
      lines: linesOf(context, server),
    })),
  };
}

function linesOf({ named }: Context, server: Server): Lexeme[] {
  const name = identifier(named.server(server));
  if (server.variables.length === 0) return [code`export const ${name} = ${string(server.url)};`];
  const members = server.variables.map(
    (one) => code`readonly ${propertyKey(one.name.wire)}?: ${valuesOf(one)} | undefined`,
  );
  const flat = code`{ ${Lexeme.join(members, '; ')} } = {}`;
  const broken = [code`  variables: {`, ...members.map((member) => code`    ${member};`), code`  } = {},`];
  const oneLine = code`export function ${name}(variables: ${flat}): string {`;
  const second = code`  variables: ${flat},`;
  const head =
    oneLine.width <= WIDTH
      ? [oneLine]
      : [code`export function ${name}(`, ...(second.width <= WIDTH ? [second] : broken), code`): string {`];
  return [
    ...head,
    ...bracketed(code`const parts = [`, partsOf(server), code`];`, 2).map((line) => code`  ${line}`),
    code`  return parts.join('');`,
    code`}`,
  ];
}

function valuesOf({ values }: ServerVariable): Lexeme {
  return values.length > 0 ? Lexeme.join(values.map(string), ' | ') : code`string`;
}

/** Text and variables by turns. */
function partsOf({ url, variables }: Server): Lexeme[] {
  return url
    .split(/(\{[^{}]+\})/)
    .filter(Boolean)
    .map((part) => {
      const variable = variables.find(({ name }) => `{${name.wire}}` === part);
      if (!variable) return string(part);
      return code`variables${memberAccess(variable.name.wire)} ?? ${string(variable.default)}`;
    });
}
