import { readFile } from 'node:fs/promises';
import type { Language } from '@sdkgen/codegen';
import { KEY, serve, TENANT } from '@vectorscaledb/conformance';
import { inRoot } from '../paths.ts';
import { type FencedSnippet, snippets } from '../snippets.ts';

/** The reference's snippets of one language, in the order of the page. */
export async function ownSnippets({ toolchain }: Language): Promise<FencedSnippet[]> {
  const page = snippets(await readFile(inRoot('docs', 'sdk-reference.md'), 'utf8'));
  return page.filter(({ fence }) => fence === toolchain.reference.fence);
}

/** Starts the servers a reference program wants, of these sources or another program, and names them as it is told of them. */
export async function withServers<Result>(
  use: (env: Readonly<Record<string, string>>) => Promise<Result>,
  program?: string,
): Promise<Result> {
  const server = await serve(['--memory'], program);
  const limited = await serve(['--memory', '--rate-limit', '1'], program);
  try {
    return await use({ VSDB_URL: server.url, VSDB_LIMITED_URL: limited.url, VSDB_API_KEY: KEY, VSDB_TENANT: TENANT });
  } finally {
    await Promise.all([server.stop(), limited.stop()]);
  }
}
