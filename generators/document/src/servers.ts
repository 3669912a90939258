import { nameOf, type Server, type ServerVariable } from '@sdkgen/ir';
import { type JsonValue, listOf, objectOf, stringsOf, textOf } from './json.ts';

export function serversOf(list: JsonValue | undefined): Server[] {
  return listOf(list)
    .map(objectOf)
    .map((server, index) => ({
      name: nameOf(textOf(server.name) || textOf(server.description) || `server ${index + 1}`),
      url: textOf(server.url),
      variables: variablesOf(server.variables),
      description: textOf(server.description),
    }));
}

/** The URL with every variable at its default. */
export function defaultUrl({ url, variables }: Server): string {
  return variables.reduce((text, variable) => text.replaceAll(`{${variable.name.wire}}`, variable.default), url);
}

function variablesOf(variables: JsonValue | undefined): ServerVariable[] {
  return Object.entries(objectOf(variables)).map(([wire, value]) => {
    const node = objectOf(value);
    return {
      name: nameOf(wire),
      default: textOf(node.default),
      values: stringsOf(node.enum),
      description: textOf(node.description),
    };
  });
}
