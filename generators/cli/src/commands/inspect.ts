import { readSource } from '@sdkgen/document';
import { type Api, Refused } from '@sdkgen/ir';
import { apiOf, findingsOf, readApi, readRuntime, treeOf } from '../render.ts';
import { errorText } from '../report-error.ts';
import { allowanceOf, type GenerateFlags } from './generate.ts';

export type InspectFlags = Pick<GenerateFlags, 'spec' | 'allowRef'>;

/** `sdkgen ir`: the document as the targets see it. */
export async function irCommand(flags: InspectFlags): Promise<number> {
  const api: Api = await readApi(await readSource(flags.spec), await readRuntime(), allowanceOf(flags));
  process.stdout.write(`${JSON.stringify({ ...api, declarations: [...api.declarations.values()] }, null, 2)}\n`);
  return 0;
}

/** `sdkgen lint`: findings about a readable document exit 1; a document that cannot be read exits 2 as everywhere. */
export async function lintCommand(flags: InspectFlags): Promise<number> {
  const document = await treeOf(await readSource(flags.spec), allowanceOf(flags));
  try {
    const runtime = await readRuntime();
    const api = await apiOf(document, runtime);
    const findings = await findingsOf(api, runtime);
    if (findings.length > 0) throw new Refused(findings);
    const operations = api.operations.filter(({ alternative }) => alternative === null).length;
    process.stdout.write(`${operations} operations, ${api.declarations.size} schemas, no findings\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    process.stderr.write(`${errorText(error, flags.spec)}\n`);
    return 1;
  }
}
