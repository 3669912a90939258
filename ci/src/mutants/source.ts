import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FormatCache, type Language, type OutputFiles, renderTarget, type Sdk } from '@sdkgen/codegen';
import { type Document, printJson } from '@vectorscaledb/conformance';
import { configOf, namesOf, readApi, readConfig, readRuntime } from '@vectorscaledb/sdkgen';
import { inRoot } from '../paths.ts';
import { type Mutant, withFault } from './mutant.ts';
import { withDocumentFault } from './pointer.ts';

/** What an SDK is rendered from. */
export interface Origin {
  readonly sdk: Sdk;
  readonly document: Document;
  readonly config: string | null;
}

export const folderOf = (...parts: readonly string[]): string => inRoot('dist', 'mutants', ...parts);

/** Renders SDKs of one language, with a fault or without. */
export class Source {
  readonly language: Language;
  readonly #origins: ReadonlyMap<Sdk, Origin>;
  readonly #cache = new MemoryCache();
  readonly #clean = new Map<Sdk, OutputFiles>();
  #views = 0;

  constructor(language: Language, origins: readonly Origin[]) {
    this.language = language;
    this.#origins = new Map(origins.map((origin) => [origin.sdk, origin]));
  }

  /** The SDK without a fault. */
  async clean(sdk: Sdk): Promise<OutputFiles> {
    const known = this.#clean.get(sdk) ?? (await this.#render(this.language, this.#origin(sdk).document, sdk));
    this.#clean.set(sdk, known);
    return known;
  }

  /** The SDK with the fault. */
  async faulty(mutant: Mutant): Promise<OutputFiles> {
    const { sdk } = mutant;
    switch (mutant.part) {
      case 'runtime':
      case 'generated': {
        const files = new Map(await this.clean(sdk));
        const file = files.get(mutant.file);
        const text = withFault(Buffer.from(file?.bytes ?? '').toString(), mutant);
        return files.set(mutant.file, { bytes: Buffer.from(text), executable: file?.executable ?? false });
      }
      case 'template':
        return this.#render(this.#withTemplate(mutant), this.#origin(sdk).document, sdk);
      case 'view':
        return this.#render(await this.#withView(mutant), this.#origin(sdk).document, sdk);
      case 'document':
        return this.documented([mutant]);
    }
  }

  /** The SDK of a document with all of these faults. */
  async documented(mutants: readonly Mutant[]): Promise<OutputFiles> {
    const [{ sdk } = { sdk: 'own' as const }] = mutants;
    return this.#render(this.language, mutants.reduce(withDocumentFault, this.#origin(sdk).document), sdk);
  }

  #origin(sdk: Sdk): Origin {
    const origin = this.#origins.get(sdk);
    if (!origin) throw new Error(`nothing to render ${sdk} from`);
    return origin;
  }

  async #render(language: Language, document: Document, sdk: Sdk): Promise<OutputFiles> {
    const runtime = await readRuntime();
    const api = await readApi(Buffer.from(printJson(document)), runtime);
    const file = await readConfig(this.#origin(sdk).config);
    const config = configOf(file, api);
    const names = namesOf(language, file, config);
    return renderTarget(language, { api, config, names, runtime, driver: true }, this.#cache);
  }

  #withTemplate(mutant: Mutant): Language {
    const all = folderOf(this.language.id, 'templates');
    rmSync(all, { recursive: true, force: true });
    // Beside what languages share, as in the repository.
    cpSync(inRoot('templates', 'shared'), join(all, 'shared'), { recursive: true });
    const folder = join(all, this.language.id);
    cpSync(this.language.templates, folder, { recursive: true });
    edit(join(folder, mutant.file), mutant);
    return { ...this.language, templates: pathToFileURL(`${folder}/`) };
  }

  /** Another copy each time: modules are loaded once by their path. */
  async #withView(mutant: Mutant): Promise<Language> {
    const { id } = this.language;
    this.#views += 1;
    const folder = folderOf(id, 'views', String(this.#views));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'generators'), { recursive: true });
    cpSync(inRoot('generators', id), join(folder, 'generators', id), {
      recursive: true,
      filter: (path) => !/[\\/](dist|test)$/.test(path),
      verbatimSymlinks: true,
    });
    symlinkSync(inRoot('templates'), join(folder, 'templates'));
    const source = join(folder, 'generators', id, 'src');
    edit(join(source, mutant.file), mutant);
    const module = (await import(pathToFileURL(join(source, 'index.ts')).href)) as Record<string, Language>;
    const found = Object.values(module).find((value) => value.id === id);
    if (!found) throw new Error(`${id} exports no language`);
    return found;
  }
}

function edit(path: string, mutant: Mutant): void {
  writeFileSync(path, withFault(readFileSync(path, 'utf8'), mutant));
}

/** What a formatter made of a text it makes of it again. */
class MemoryCache implements FormatCache {
  readonly #texts = new Map<string, string>();

  get(path: string, text: string): string | null {
    return this.#texts.get(`${path}\0${text}`) ?? null;
  }

  set(path: string, text: string, formatted: string): void {
    this.#texts.set(`${path}\0${text}`, formatted);
  }
}
