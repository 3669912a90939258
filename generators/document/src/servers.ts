import { nameOf, type Server, type ServerVariable } from '@sdkgen/ir';
import { type JsonValue, listOf, objectOf, stringsOf, textOf } from './json.ts';
import type { Lowering } from './lowering.ts';

export function serversOf(list: JsonValue | undefined): Server[] {
  return listOf(list)
    .map(objectOf)
    .filter((server) => textOf(server.url) !== '')
    .map((server, index) => ({
      name: nameOf(textOf(server.name) || textOf(server.description) || `server ${index + 1}`),
      url: textOf(server.url),
      variables: variablesOf(server.variables),
      description: textOf(server.description),
    }));
}

/** Where one operation is reached when that is not where the API is. */
export function serverOf(lowering: Lowering, list: JsonValue | undefined): Server | null {
  const [own] = serversOf(list);
  const shared = serversOf(lowering.root.servers).some(({ url }) => url === own?.url);
  return own && !shared ? own : null;
}

/** The URL with every variable at its default. */
export function defaultUrl({ url, variables }: Server): string {
  return variables.reduce((text, variable) => text.replaceAll(`{${variable.name.wire}}`, variable.default), url);
}

function variablesOf(variables: JsonValue | undefined): ServerVariable[] {
  return Object.entries(objectOf(variables)).map(([wire, value]) => {
    const node = objectOf(value);
    const values = stringsOf(node.enum);
    return {
      name: nameOf(wire),
      default: typeof node.default === 'number' ? String(node.default) : textOf(node.default) || (values[0] ?? ''),
      values,
      description: textOf(node.description),
    };
  });
}
