import { readFile } from 'node:fs/promises';
import { type LanguageNames, pascal, type SdkConfig, type Target } from '@sdkgen/codegen';
import { type Api, nameOf, Refused } from '@sdkgen/ir';

/** `spec/sdk.yaml` as its schema admits it. */
interface ConfigFile {
  readonly version: string;
  readonly title: string;
  readonly license?: string;
  readonly keywords?: readonly string[];
  readonly homepage?: string;
  readonly repository?: string;
  readonly errors?: { readonly base?: string };
  readonly client?: { readonly url_env?: string; readonly user_agent?: string };
  readonly credentials?: Readonly<Record<string, { readonly name: string; readonly env?: string }>>;
  readonly groupings?: SdkConfig['groupings'];
  readonly projections?: Readonly<Record<string, { readonly of: string; readonly members: readonly string[] }>>;
  readonly releases?: readonly { readonly version: string; readonly changes: Readonly<Record<string, string>> }[];
  readonly languages?: Readonly<
    Record<string, Partial<Record<'package' | 'module' | 'client' | 'async_client', string>>>
  >;
}

const SCHEMA = new URL('../../../spec/schemas/sdk.schema.json', import.meta.url);

/** The configuration of a file, or null where the user named none. */
export async function readConfig(path: string | null): Promise<ConfigFile | null> {
  if (path === null) return null;
  const { parse } = await import('yaml');
  const value = parse(await readText(path)) as ConfigFile;
  // The schema is ours and a test checks it: compiling the metaschema for it would cost more than all the rest.
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const check = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, meta: false }).compile(
    JSON.parse(await readFile(SCHEMA, 'utf8')),
  );
  if (!check(value)) {
    throw new Refused(
      (check.errors ?? []).map(({ instancePath, message = 'is not valid' }) => ({
        code: 'invalid-config',
        pointer: `${path}#${instancePath}`,
        message,
        hint: 'See spec/schemas/sdk.schema.json for what it may hold.',
      })),
    );
  }
  return value;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const message = `cannot read the configuration: ${(error as Error).message}`;
    throw new Refused([{ code: 'unreadable', pointer: path, message, hint: 'Check the path given to --config.' }]);
  }
}

/** The names users see: the file's, else made from the document's title. */
export function configOf(file: ConfigFile | null, api: Api): SdkConfig {
  const title = file?.title ?? api.title.wire;
  return {
    version: file?.version ?? '0.1.0',
    title,
    // What every registry takes for "nobody said".
    license: file?.license ?? 'LicenseRef-Proprietary',
    keywords: file?.keywords ?? ['api', 'client', 'sdk'],
    homepage: file?.homepage ?? null,
    repository: file?.repository ?? null,
    baseError: file?.errors?.base ?? `${pascal(asciiName(title))}Error`,
    urlEnv: file?.client?.url_env ?? null,
    userAgent: file?.client?.user_agent ?? asciiName(title).words.join('-'),
    credentials: Object.fromEntries(
      api.credentials.map(({ scheme, name }) => {
        const named = file?.credentials?.[scheme];
        return [scheme, { name: named?.name ?? asciiName(name.wire).words.join('_'), env: named?.env ?? null }];
      }),
    ),
    groupings: file?.groupings ?? [],
    projections: Object.entries(file?.projections ?? {}).map(([name, { of, members }]) => ({
      name,
      of: `#/components/schemas/${of}`,
      members,
    })),
    releases: [],
  };
}

/** What of the configuration is a target's own. */
export function configFor(target: Target, file: ConfigFile | null, config: SdkConfig): SdkConfig {
  const releases = (file?.releases ?? []).map(({ version, changes }) => ({
    version,
    changes: changes[target.id] ?? changes.all ?? 'Nothing changed but the version.',
  }));
  return { ...config, releases };
}

export function namesOf(target: Target, file: ConfigFile | null, config: SdkConfig): LanguageNames {
  const own = file?.languages?.[target.id];
  const fallback = target.defaultNames(asciiName(config.title).words);
  return {
    package: own?.package ?? fallback.package,
    module: own?.module ?? fallback.module,
    client: own?.client ?? fallback.client,
    asyncClient: own?.async_client ?? fallback.asyncClient,
  };
}

/** Package names are ASCII in every registry; a title that has none is called `api`. */
function asciiName(text: string): ReturnType<typeof nameOf> {
  const ascii = text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim();
  const name = nameOf(/^[A-Za-z]/.test(ascii) ? ascii : `api ${ascii}`);
  return { wire: text, words: name.words };
}
