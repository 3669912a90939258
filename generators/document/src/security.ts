import { type ClientHeader, type Credential, nameOf } from '@sdkgen/ir';
import { type JsonObject, objectOf, pointerTo, textOf } from './json.ts';
import type { Lowering } from './lowering.ts';
import type { Draft } from './operation/operation.ts';

/** The transport proves who the client is; nothing of a request does. */
const OF_TRANSPORT = 'mutualTLS';

/** What a client is configured with once: credentials of the schemes, and headers marked `x-client`. */
export function credentialsOf(lowering: Lowering): Credential[] {
  const schemes = objectOf(objectOf(lowering.root.components).securitySchemes);
  return Object.entries(schemes).flatMap(([scheme, value]): Credential[] => {
    const pointer = pointerTo('#/components/securitySchemes', scheme);
    const { node } = lowering.resolve(objectOf(value), pointer);
    const common = { scheme, name: nameOf(scheme), description: textOf(node.description) };
    switch (node.type) {
      case 'apiKey':
        return [{ kind: 'api-key', in: placeOf(node), wire: textOf(node.name), ...common }];
      case 'http':
        return [{ ...ofHttp(textOf(node.scheme)), ...common }];
      case 'openIdConnect':
        return [{ kind: 'bearer', openIdUrl: textOf(node.openIdConnectUrl) || null, ...common }];
      case 'oauth2':
        return [{ kind: 'oauth2', ...flowOf(objectOf(node.flows)), ...common }];
      case OF_TRANSPORT:
        return [];
      default:
        lowering.report(
          'unsupported-security',
          pointer,
          `the SDKs know no ${textOf(node.type) || 'such'} security`,
          'Use apiKey, http, oauth2, openIdConnect or mutualTLS.',
        );
        return [];
    }
  });
}

/** Schemes a client is given credentials for. */
export function schemesOf(lowering: Lowering): ReadonlySet<string> {
  const schemes = Object.entries(objectOf(objectOf(lowering.root.components).securitySchemes));
  const ours = schemes.filter(([, value]) => lowering.resolve(objectOf(value), '').node.type !== OF_TRANSPORT);
  return new Set(ours.map(([scheme]) => scheme));
}

function placeOf(node: JsonObject): 'header' | 'query' | 'cookie' {
  return node.in === 'query' || node.in === 'cookie' ? node.in : 'header';
}

function ofHttp(scheme: string) {
  if (/^bearer$/i.test(scheme)) return { kind: 'bearer', openIdUrl: null } as const;
  return /^basic$/i.test(scheme) ? ({ kind: 'basic' } as const) : ({ kind: 'http', authScheme: scheme } as const);
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

export function clientHeadersOf(operations: readonly Draft[]): ClientHeader[] {
  const headers = operations.flatMap(({ parameters }) => parameters.filter(({ filledBy }) => filledBy === 'client'));
  const byWire = new Map(headers.map(({ name, docs }) => [name.wire.toLowerCase(), { name, docs }]));
  return [...byWire.values()].sort((a, b) => (a.name.wire < b.name.wire ? -1 : 1));
}
