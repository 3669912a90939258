import { type ClientHeader, type Credential, nameOf, type Operation } from '@sdkgen/ir';
import { objectOf, pointerTo, textOf } from './json.ts';
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
    if (node.type === 'http' && /^bearer$/i.test(textOf(node.scheme))) return [{ kind: 'bearer', ...common }];
    if (node.type === 'http' && /^basic$/i.test(textOf(node.scheme))) return [{ kind: 'basic', ...common }];
    // A token obtained elsewhere is sent as a bearer token.
    if (node.type === 'oauth2' || node.type === 'openIdConnect') return [{ kind: 'bearer', ...common }];
    lowering.report(
      'unsupported-security',
      pointer,
      `the SDKs know no ${textOf(node.type)} security`,
      'Use an API key, basic or bearer.',
    );
    return [];
  });
}

export function clientHeadersOf(operations: readonly Operation[]): ClientHeader[] {
  const headers = operations.flatMap(({ parameters }) => parameters.filter(({ filledBy }) => filledBy === 'client'));
  const byWire = new Map(headers.map(({ name, docs }) => [name.wire.toLowerCase(), { name, docs }]));
  return [...byWire.values()].sort((a, b) => (a.name.wire < b.name.wire ? -1 : 1));
}
