import type { Language } from '@sdkgen/codegen';
import type { Changes } from './bench.ts';

/** What the public surface of one SDK has that the other's has not. */
export async function surfaceFindings(
  _language: Language,
  _clean: string,
  _faulty: string,
  _changes: Changes,
): Promise<string[]> {
  return [];
}
