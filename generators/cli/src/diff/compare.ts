import { type Finding, findingsOf, type Language } from '@sdkgen/codegen';
import { readSource } from '@sdkgen/document';
import { type Api, compareApis } from '@sdkgen/ir';
import { apiOf, readRuntime, treeOf } from '../render.ts';

/** What changed between two documents, from wherever they are, and what that is to each language. */
export async function compareDocuments(
  before: string,
  after: string,
  languages: readonly Language[],
): Promise<Finding[]> {
  const [old, now] = [await apiFrom(before), await apiFrom(after)];
  return findingsOf(compareApis(old, now), languages);
}

/** Of what a target cannot render the rest can still be compared. */
async function apiFrom(source: string): Promise<Api> {
  return apiOf(await treeOf(await readSource(source), null), await readRuntime(), true);
}
