import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import {
  compose,
  contractFixtures,
  type Document,
  generateCases,
  parseJson,
  readFixtures,
  type Suite,
  type SuiteCase,
  vectorscaledbCases,
} from '@vectorscaledb/conformance';
import { inRoot } from '../paths.ts';
import { PINNED } from '../sdkgen.ts';

/** What of the API's own document is an option of its clients, and no argument of operations. */
const OF_CLIENTS = ['X-Tenant-ID'];

/** Everything there is to try: fixtures, the runtime contract, the API's own document, and cases made of each document. */
export async function allSuites(): Promise<Suite[]> {
  const composed = compose([...readFixtures(), ...contractFixtures()]).map(withGenerated);
  const own = await suiteOf('vectorscaledb', PINNED, inRoot('spec', 'sdk.yaml'));
  const contract = vectorscaledbCases(own.document).map((one) => ({ ...one, fixture: 'contract' }));
  return [...composed, { ...own, cases: [...contract, ...own.cases] }];
}

/** Fixtures whose names begin so, in documents of their own. */
export function someSuites(prefixes: readonly string[]): Suite[] {
  const fixtures = [...readFixtures(), ...contractFixtures()];
  const chosen = fixtures.filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix)));
  return compose(chosen).map((suite) => ({ ...withGenerated(suite), name: `only-${suite.name}` }));
}

/** Any document, with no cases but those made of it. */
export async function suiteOf(name: string, path: string, config?: string): Promise<Suite> {
  const document = parseJson(await readFile(path, 'utf8')) as Document;
  const suite = withGenerated({ name, document, cases: [], ...(config ? { config } : {}) });
  return config ? { ...suite, cases: suite.cases.map(ofClients) } : suite;
}

/** A case of the API's own document. */
export const ofClients = (one: SuiteCase): SuiteCase => ({ ...one, call: { ...one.call, extras: OF_CLIENTS } });

export const nameOf = (path: string): string => basename(path, extname(path));

function withGenerated(suite: Suite): Suite {
  const generated = generateCases(suite.document).map((one) => ({ ...one, fixture: 'generated' }));
  return { ...suite, cases: [...suite.cases, ...generated] };
}
