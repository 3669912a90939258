import type { Language, RuntimeContract, SdkConfig, Surface } from '@sdkgen/codegen';
import type { Api } from '@sdkgen/ir';
import { compareClient, compareErrors } from './errors.ts';
import type { Finding } from './finding.ts';
import { compareOperations } from './operations.ts';
import { compareTypes } from './types.ts';

/** Everything one surface is held to that no other SDK is needed for. */
export function surfaceFindings(
  { api, config, contract }: { readonly api: Api; readonly config: SdkConfig; readonly contract: RuntimeContract },
  language: Language,
  surface: Surface,
): Finding[] {
  return [
    ...compareOperations({ api, config }, language, surface),
    ...compareTypes(api, language, surface),
    ...compareErrors(api, config, contract, language, surface),
    ...compareClient(api, config, language, surface),
  ];
}
