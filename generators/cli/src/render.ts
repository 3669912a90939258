import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type OutputFiles,
  type Plan,
  planOutput,
  type RuntimeContract,
  renderTarget,
  type Target,
  writeOutput,
} from '@sdkgen/codegen';
import { type Allowance, bundle, lower, parseDocument, validate } from '@sdkgen/document';
import { type Api, type Diagnostic, Refused } from '@sdkgen/ir';
import { configFor, configOf, namesOf, readConfig } from './config.ts';
import { DiskFormatCache } from './format-cache.ts';
import { languageIds, loadTargets, targetIds } from './languages.ts';
import type { GenerateOptions, TargetReport } from './options.ts';
import { omissionLines, withoutRefused } from './partial.ts';
import { checkSecondTier, renderSecondTier } from './second-tier/second-tier.ts';
import { cachePath, sourcesDigest } from './unchanged.ts';

const RUNTIME = new URL('../../../spec/runtime.yaml', import.meta.url);
type Tree = Awaited<ReturnType<typeof parseDocument>>;

interface Rendered {
  readonly target: string;
  readonly label: string;
  readonly files: OutputFiles;
  readonly milliseconds: number;
}

/** Document to files, for every language or for none: all is rendered before anything is written. */
export async function render(options: GenerateOptions): Promise<TargetReport[]> {
  const foreign = options.languages.filter((id) => !targetIds.includes(id));
  await checkSecondTier(foreign, targetIds);
  const runtime = await readRuntime();
  const tree = await treeOf(options.document, options.references ?? null);
  const whole = await apiOf(tree, runtime, options.allowPartial);
  const targets = await loadTargets(options.languages);
  const { api, rendered } = await renderAll(targets, whole, runtime, options);
  for (const id of foreign) rendered.push(await timed(id, `${id} (second tier)`, () => renderSecondTier(id, tree)));
  const operations = api.operations.filter(({ alternative }) => alternative === null).length;
  const omitted = omissionLines(api.omitted);
  const plans: Plan[] = [];
  const reports: TargetReport[] = [];
  for (const { target, label, files, milliseconds } of rendered) {
    const plan = await planOutput(resolve(options.out, target), files);
    plans.push(plan);
    const changed = [...plan.write.keys(), ...plan.remove].map((path) => join(target, path));
    reports.push({
      target,
      label,
      operations,
      files: files.size,
      changed,
      unchanged: plan.unchanged,
      milliseconds,
      omitted,
    });
  }
  if (!options.check) writeOutput(resolve(options.out), plans);
  return reports;
}

/** Every target of one API. Where operations may be left out, one that a target cannot render is left out of all. */
async function renderAll(
  targets: readonly Target[],
  api: Api,
  runtime: RuntimeContract,
  options: GenerateOptions,
): Promise<{ api: Api; rendered: Rendered[] }> {
  const file = await readConfig(options.config);
  const config = configOf(file, api);
  const rendered: Rendered[] = [];
  const findings: Diagnostic[] = [];
  for (const target of targets) {
    const input = {
      api,
      config: configFor(target, file, config),
      names: namesOf(target, file, config),
      runtime,
      driver: options.driver ?? false,
    };
    try {
      const folder = cachePath(options, 'formatted', target.id);
      const cache = folder === null ? null : new DiskFormatCache(folder, await sourcesDigest());
      rendered.push(await timed(target.id, target.id, () => renderTarget(target, input, cache)));
      cache?.prune();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      findings.push(...error.diagnostics);
    }
  }
  if (findings.length === 0) return { api, rendered };
  const smaller = options.allowPartial ? withoutRefused(api, findings) : null;
  if (!smaller) throw new Refused(findings);
  return renderAll(targets, smaller, runtime, options);
}

async function timed(target: string, label: string, make: () => Promise<OutputFiles>): Promise<Rendered> {
  const start = performance.now();
  const files = await make();
  return { target, label, files, milliseconds: performance.now() - start };
}

export async function readApi(
  document: Uint8Array,
  runtime: RuntimeContract,
  references: Allowance | null = null,
): Promise<Api> {
  return apiOf(await treeOf(document, references), runtime);
}

/** The document, with those it refers to where the user said they may be read from. */
export async function treeOf(document: Uint8Array, references: Allowance | null): Promise<Tree> {
  const tree = await parseDocument(document);
  return references ? bundle(tree, references) : tree;
}

export async function apiOf(tree: Tree, runtime: RuntimeContract, allowPartial = false): Promise<Api> {
  await validate(tree);
  return lower(tree, { headers: runtime.headers, retriedMethods: runtime.retries.methods, allowPartial });
}

/** Renders every target and keeps nothing: what of an API they refuse. */
export async function findingsOf(api: Api, runtime: RuntimeContract): Promise<readonly Diagnostic[]> {
  const options = { document: new Uint8Array(), config: null, out: '', languages: languageIds, check: true };
  try {
    await renderAll(await loadTargets(languageIds), api, runtime, options);
    return [];
  } catch (error) {
    if (error instanceof Refused) return error.diagnostics;
    throw error;
  }
}

export async function readRuntime(): Promise<RuntimeContract> {
  const { parse } = await import('yaml');
  return parse(await readFile(RUNTIME, 'utf8')) as RuntimeContract;
}
