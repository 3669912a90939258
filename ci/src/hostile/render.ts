import { type Language, type OutputFiles, type RuntimeContract, renderTarget } from '@sdkgen/codegen';
import { type Api, Refused } from '@sdkgen/ir';
import { configOf, loadLanguages, namesOf, readApi, readRuntime } from '@vectorscaledb/sdkgen';

/** What became of a document: the files of one SDK, or the findings it was refused with. */
export type Rendering = { readonly files: OutputFiles } | { readonly refused: string[] };

interface Pipeline {
  readonly languages: readonly Language[];
  readonly runtime: RuntimeContract;
}

let loaded: Promise<Pipeline> | null = null;

function pipeline(): Promise<Pipeline> {
  loaded ??= Promise.all([loadLanguages(), readRuntime()]).then(([languages, runtime]) => ({ languages, runtime }));
  return loaded;
}

export async function languageIds(): Promise<string[]> {
  return (await pipeline()).languages.map(({ id }) => id);
}

/** The document as the pipeline reads it, or why not. Anything but a refusal is a crash and is thrown. */
export async function read(document: object): Promise<Api | string[]> {
  const { runtime } = await pipeline();
  return refusals(() => readApi(Buffer.from(JSON.stringify(document)), runtime));
}

/** One SDK of it, in this process, as `sdkgen generate` without a configuration would write it. */
export async function renderIn(id: string, api: Api): Promise<Rendering> {
  const { languages, runtime } = await pipeline();
  const language = languages.find((one) => one.id === id);
  if (!language) throw new Error(`there is no language ${id}`);
  const config = configOf(null, api);
  const names = namesOf(language, null, config);
  const files = await refusals(() => renderTarget(language, { api, config, names, runtime, driver: true }));
  return Array.isArray(files) ? { refused: files } : { files };
}

async function refusals<T>(attempt: () => Promise<T>): Promise<T | string[]> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof Refused) return error.diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);
    throw error;
  }
}
