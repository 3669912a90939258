import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JAR } from '../openapi-generator.ts';
import { inRoot } from '../paths.ts';
import { run } from '../run/process.ts';

const TEMPLATES = inRoot('ci', 'src', 'second-reader', 'templates');
/** One file of the generator's own data, through a template of ours. */
const CONFIG = JSON.stringify({
  files: { 'inventory.mustache': { templateType: 'SupportingFiles', destinationFilename: 'inventory.tsv' } },
});
const ONLY_WHAT_IS_ASKED =
  'supportingFiles=inventory.tsv,apis,models,apiDocs=false,modelDocs=false,apiTests=false,modelTests=false';

/** openapi-generator's reading of a document, as lines of the inventory; its `union` lines say which models are one. */
export async function theirInventory(document: string): Promise<Set<string>> {
  const work = await mkdtemp(join(tmpdir(), 'second-reader-'));
  try {
    const config = join(work, 'config.json');
    await writeFile(config, CONFIG);
    const argv = ['java', '-jar', JAR, 'generate', '-i', document, '-g', 'python', '-o', join(work, 'out')];
    const asked = ['-c', config, '-t', TEMPLATES, '--global-property', ONLY_WHAT_IS_ASKED, '--skip-validate-spec'];
    const { ok, output } = await run({ argv: [...argv, ...asked], cwd: work });
    const text = await readFile(join(work, 'out', 'inventory.tsv'), 'utf8').catch(() => null);
    if (!ok || text === null) throw new Error(`openapi-generator read no inventory: ${output.trim().slice(-500)}`);
    // It writes `default` as 0.
    const lines = text.split('\n').map((line) => line.trimEnd().replace(/^(response\t.*\t)0$/, '$1default'));
    return new Set(lines.filter(Boolean));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
