import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Plan, planOutput, type RuntimeContract, renderTarget, writeOutput } from '@sdkgen/codegen';
import { lower, parseDocument, validate } from '@sdkgen/document';
import { type Api, Refused } from '@sdkgen/ir';
import { configOf, namesOf, readConfig } from './config.ts';
import { loadLanguages } from './languages.ts';
import type { GenerateOptions, TargetReport } from './options.ts';

const RUNTIME = new URL('../../../spec/runtime.yaml', import.meta.url);

/** Document to files, for every language or for none: all is rendered before anything is written. */
export async function render(options: GenerateOptions): Promise<TargetReport[]> {
  const runtime = await readRuntime();
  const api = await readApi(options.document, runtime);
  const file = await readConfig(options.config);
  const config = configOf(file, api);
  const languages = await loadLanguages(options.languages);
  const reports: TargetReport[] = [];
  const plans: Plan[] = [];
  const refusals: Refused[] = [];
  for (const language of languages) {
    const start = performance.now();
    try {
      const names = namesOf(language, file, config);
      const files = await renderTarget(language, { api, config, names, runtime, driver: options.driver ?? false });
      const plan = await planOutput(resolve(options.out, language.id), files);
      plans.push(plan);
      reports.push({
        target: language.id,
        operations: api.operations.length,
        files: files.size,
        changed: [...plan.write.keys(), ...plan.remove].map((path) => join(language.id, path)),
        unchanged: plan.unchanged,
        milliseconds: performance.now() - start,
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw new Refused(refusals.flatMap(({ diagnostics }) => diagnostics));
  if (!options.check) writeOutput(resolve(options.out), plans);
  return reports;
}

export async function readApi(document: Uint8Array, runtime: RuntimeContract): Promise<Api> {
  return apiOf(await parseDocument(document), runtime);
}

export async function apiOf(tree: Awaited<ReturnType<typeof parseDocument>>, runtime: RuntimeContract): Promise<Api> {
  await validate(tree);
  return lower(tree, { headers: runtime.headers, retriedMethods: runtime.retries.methods });
}

export async function readRuntime(): Promise<RuntimeContract> {
  const { parse } = await import('yaml');
  return parse(await readFile(RUNTIME, 'utf8')) as RuntimeContract;
}
