import { inRoot } from '../paths.ts';
import { PINNED } from '../sdkgen.ts';
import { build, render } from '../wire/build.ts';
import { suiteOf } from '../wire/suites.ts';
import type { Part } from './run.ts';

/** The drivers of the API's own SDKs, built: those the cases of the contract run through. */
export async function partsOf(languages: readonly string[]): Promise<Part[]> {
  const suite = await suiteOf('vectorscaledb', PINNED, inRoot('spec', 'sdk.yaml'));
  const rendered = await render(suite, languages);
  const parts: Part[] = [];
  for (const language of languages) {
    const built = await build(rendered.get(language) ?? { missing: 'not rendered' });
    if ('missing' in built) throw new Error(`${language}: ${built.missing}`);
    parts.push({ language, program: built.program });
  }
  return parts;
}
