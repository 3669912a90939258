import { readFile } from 'node:fs/promises';
import type { RuntimeContract, SdkConfig } from '@sdkgen/codegen';
import type { Api } from '@sdkgen/ir';
import { configOf, readApi, readConfig, readRuntime } from '@vectorscaledb/sdkgen';
import { inRoot } from '../paths.ts';
import { PINNED } from '../sdkgen.ts';

/** What all SDKs are held to: the pinned document, the names users were promised, the contract. */
export interface Promised {
  readonly api: Api;
  readonly config: SdkConfig;
  readonly contract: RuntimeContract;
}

export async function readPromised(spec = PINNED): Promise<Promised> {
  const contract = await readRuntime();
  const api = await readApi(await readFile(spec), contract);
  const config = configOf(await readConfig(inRoot('spec', 'sdk.yaml')), api);
  return { api, config, contract };
}
