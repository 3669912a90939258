import { code, Lexeme, Scope } from '@sdkgen/codegen';
import type { Server, ServerVariable } from '@sdkgen/ir';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import { claim, exported, type Names } from '../names.ts';
import { NONE } from '../reserved.ts';
import { documented } from './prose.ts';

/** A server's URL with every variable at its default. */
export function defaultUrl({ url, variables }: Server): string {
  return variables.reduce((text, variable) => text.replaceAll(`{${variable.name.wire}}`, variable.default), url);
}

export interface ServerView {
  readonly doc: Lexeme;
  readonly name: Lexeme;
  readonly hasVariables: boolean;
  readonly variablesDoc: Lexeme;
  readonly variablesName: Lexeme;
  readonly variables: readonly { readonly doc: Lexeme; readonly name: Lexeme }[];
  /** An expression for the URL. */
  readonly url: Lexeme;
}

/** The servers a user may choose from; none where there is nothing to choose. */
export function serverViews(servers: readonly Server[], names: Names): ServerView[] {
  if (servers.length < 2 && servers.every(({ variables }) => variables.length === 0)) return [];
  return servers.map((server) => serverView(server, names));
}

function serverView(server: Server, names: Names): ServerView {
  const name = names.claim(`Server${exported(server.name)}`);
  const scope = new Scope(NONE);
  const fields = new Map(
    server.variables.map((variable) => [variable.name.wire, claim(scope, exported(variable.name))]),
  );
  const hasVariables = fields.size > 0;
  const variablesName = hasVariables ? names.claim(`${name}Variables`) : name;
  return {
    doc: documented(name, [server.description || 'A base URL for WithURL.']),
    name: identifier(name),
    hasVariables,
    variablesDoc: docComment([
      `${variablesName} are what the URL of ${name} is made of. What is left empty is the default.`,
    ]),
    variablesName: identifier(variablesName),
    variables: server.variables.map((variable) => ({
      doc: docComment([variableText(variable)]),
      name: identifier(fields.get(variable.name.wire) ?? ''),
    })),
    url: urlOf(server, fields),
  };
}

function variableText({ description, values, default: usual }: ServerVariable): string {
  const choice = values.length > 0 ? `One of ${values.map((value) => JSON.stringify(value)).join(', ')}.` : '';
  return [description, choice, `Default: ${JSON.stringify(usual)}.`].filter(Boolean).join(' ');
}

/** The URL with an expression where a variable goes. */
function urlOf({ url, variables }: Server, fields: ReadonlyMap<string, string>): Lexeme {
  const parts = url.split(/(\{[^{}]*\})/).flatMap((part) => {
    const variable = variables.find(({ name }) => part === `{${name.wire}}`);
    if (variable) {
      const field = identifier(fields.get(variable.name.wire) ?? '');
      return [code`cmp.Or(v.${field}, ${stringLiteral(variable.default)})`];
    }
    return part === '' ? [] : [stringLiteral(part)];
  });
  return parts.length > 0 ? Lexeme.join(parts, ' + ') : stringLiteral('');
}
