import { readFile } from 'node:fs/promises';
import { behaviourCases, type Document, type Suite } from '@vectorscaledb/conformance';
import { readRuntime } from '@vectorscaledb/sdkgen';
import { inRoot } from '../paths.ts';
import { PINNED } from '../sdkgen.ts';
import { ofClients, suiteOf } from '../wire/suites.ts';

/** Every operation of the pinned document: what generated cases ask of any operation, and how each behaves. */
export async function paritySuite(spec = PINNED): Promise<Suite> {
  const suite = await suiteOf('parity', spec, inRoot('spec', 'sdk.yaml'));
  const { errors } = await readRuntime();
  const behaviour = behaviourCases(suite.document, errors).map((one) => ofClients({ ...one, fixture: 'behaviour' }));
  return { ...suite, cases: [...suite.cases, ...behaviour] };
}

export const readDocument = async (spec = PINNED): Promise<Document> => JSON.parse(await readFile(spec, 'utf8'));
