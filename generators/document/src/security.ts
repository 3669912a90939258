import { type ClientHeader, type Credential, nameOf, type Operation } from '@sdkgen/ir';
import { type JsonObject, objectOf, pointerTo, textOf } from './json.ts';
import type { Lowering } from './lowering.ts';

/** What a client is configured with once: credentials of the schemes, and headers marked `x-client`. */
export function credentialsOf(lowering: Lowering): Credential[] {
  const schemes = objectOf(objectOf(lowering.root.components).securitySchemes);
  return Object.entries(schemes).flatMap(([scheme, value]): Credential[] => {
    const pointer = pointerTo('#/components/securitySchemes', scheme);
    const { node } = lowering.references.resolve(objectOf(value), pointer);
    const common = { scheme, name: nameOf(scheme), description: textOf(node.description) };
    if (node.type === 'apiKey')
      return [
        { kind: 'api-key', in: textOf(node.in) as 'header' | 'query' | 'cookie', wire: textOf(node.name), ...common },
      ];
    if (node.type === 'http' && /^bearer$/i.test(textOf(node.scheme)))
      return [{ kind: 'bearer', openIdUrl: null, ...common }];
    if (node.type === 'http' && /^basic$/i.test(textOf(node.scheme))) return [{ kind: 'basic', ...common }];
    if (node.type === 'http') return [{ kind: 'http', authScheme: textOf(node.scheme), ...common }];
    if (node.type === 'openIdConnect')
      return [{ kind: 'bearer', openIdUrl: textOf(node.openIdConnectUrl) || null, ...common }];
    if (node.type === 'oauth2') return [{ kind: 'oauth2', ...flowOf(objectOf(node.flows)), ...common }];
    // The certificate is the transport's, not the client's.
    if (node.type === 'mutualTLS') return [];
    lowering.report(
      'unsupported-security',
      pointer,
      `the SDKs know no ${textOf(node.type)} security`,
      'Use an API key, basic or bearer.',
    );
    return [];
  });
}

/** What a client can fetch a token with: client credentials, and a refresh token of whichever flow gives one. */
function flowOf(flows: JsonObject): { tokenUrl: string | null; refreshUrl: string | null; scopes: string[] } {
  const all = Object.values(flows).map(objectOf);
  const own = objectOf(flows.clientCredentials);
  const refreshing = [own, ...all].find((flow) => textOf(flow.refreshUrl) || textOf(flow.tokenUrl));
  return {
    tokenUrl: textOf(own.tokenUrl) || null,
    refreshUrl: textOf(refreshing?.refreshUrl) || textOf(refreshing?.tokenUrl) || null,
    scopes: [...new Set(all.flatMap((flow) => Object.keys(objectOf(flow.scopes))))],
  };
}

export function clientHeadersOf(operations: readonly Operation[]): ClientHeader[] {
  const headers = operations.flatMap(({ parameters }) => parameters.filter(({ filledBy }) => filledBy === 'client'));
  const byWire = new Map(headers.map(({ name, docs }) => [name.wire.toLowerCase(), { name, docs }]));
  return [...byWire.values()].sort((a, b) => (a.name.wire < b.name.wire ? -1 : 1));
}
