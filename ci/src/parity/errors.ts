import { errorDocs, type Language, type RuntimeContract, type SdkConfig, type Surface } from '@sdkgen/codegen';
import { type Api, joinNames, nameOf } from '@sdkgen/ir';
import type { Finding } from './finding.ts';
import { finding } from './operations.ts';
import { says } from './prose.ts';

/** The tree of errors against the contract, and what each operation says it may end in against its declared statuses. */
export function compareErrors(
  api: Api,
  config: SdkConfig,
  contract: RuntimeContract,
  language: Language,
  surface: Surface,
): Finding[] {
  const { manner } = language.surface;
  const there = new Map(surface.errors.map((error) => [error.name, error]));
  const classes = [...contract.errors, ...contract.local_errors].flatMap(({ name, summary }) => {
    const found = there.get(manner.error(name));
    const add = (what: string, is: string, got: string): Finding =>
      finding(language, null, [name], `error ${name}${what}`, is, got);
    if (!found) return [add('', manner.error(name), 'none')];
    return [
      ...(found.base === null ? [add(' › base', config.baseError, 'none')] : []),
      ...(says(found.docs, found.name, summary, manner) ? [] : [add(' › docs', summary, found.docs)]),
    ];
  });
  const declared = api.operations.flatMap((operation) => {
    const found = surface.operations.find(({ name }) => name === manner.operation(operation.name));
    if (!found) return [];
    return errorDocs(operation, contract)
      .filter(({ name }) => !found.errors.includes(manner.error(name)))
      .map(({ name }) => finding(language, operation, [name], `may end in ${name}`, 'documented', 'not documented'));
  });
  return [...classes, ...declared];
}

/** What a client is made with: where the API is, who asks, and how patient it is. */
export function compareClient(api: Api, config: SdkConfig, language: Language, surface: Surface): Finding[] {
  const { manner } = language.surface;
  const credentials = api.credentials.flatMap(({ scheme, name }) =>
    nameOf(config.credentials[scheme]?.name ?? name.wire),
  );
  const headers = api.clientHeaders.map(({ name }) => name);
  const names = [nameOf('url'), nameOf('timeout'), nameOf('max_retries'), ...credentials, ...headers];
  const there = new Set(surface.client.map(({ name }) => squeezed(name)));
  return names
    .filter((name) => !there.has(squeezed(manner.argument(name))))
    .map((name) => finding(language, null, [], `client option ${joinNames(name).words.join(' ')}`, 'there', 'none'));
}

/** Options are named in each language's way of options. */
const squeezed = (name: string): string =>
  name
    .replaceAll('_', '')
    .toLowerCase()
    .replace(/^baseurl$/, 'url');
