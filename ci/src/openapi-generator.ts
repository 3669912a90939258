import {
  installOpenapiGenerator,
  OPENAPI_GENERATOR_JAR as JAR,
  OPENAPI_GENERATOR_VERSION as VERSION,
} from '@vectorscaledb/sdkgen';
import { root } from './paths.ts';
import { run } from './run/process.ts';

export { JAR, VERSION };

/** Null once Java and the jar are there. */
export async function whyMissing(): Promise<string | null> {
  const java = await run({ argv: ['java', '-version'], cwd: root });
  if (!java.ok) return 'no Java on this machine';
  return installOpenapiGenerator().then(
    () => null,
    (error: Error) => `cannot install it: ${error.message}`,
  );
}
