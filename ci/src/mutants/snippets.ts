import { readFile } from 'node:fs/promises';
import { KEY, serve, TENANT } from '@vectorscaledb/conformance';
import { execute } from '../checks/execute.ts';
import { inRoot } from '../paths.ts';
import { snippets } from '../snippets.ts';
import { readTree, stage } from '../stage.ts';
import { readTargets } from '../targets.ts';
import { folderOf } from './source.ts';

/** Types and run of the documented snippets with an SDK, against a live server; null where they pass. */
export async function snippetFailure(id: string, sdk: string): Promise<string | null> {
  const target = (await readTargets()).find(({ language }) => language.id === id);
  if (!target) throw new Error(`no target ${id}`);
  const { language, names } = target;
  const { reference } = language.toolchain;
  const folder = folderOf(id, 'snippets');
  const files = new Map([...(await readTree(sdk))].filter(([path]) => !path.startsWith('driver/')));
  const page = snippets(await readFile(inRoot('docs', 'sdk-reference.md'), 'utf8'));
  const own = page.filter(({ fence }) => fence === reference.fence);
  for (const { path, text } of reference.program(own, names)) files.set(path, Buffer.from(text));
  await stage(folder, files);
  for (const check of reference.checks) {
    const { failed, output } = await execute(language, check, folder);
    if (failed > 0) return `${check.name}: ${cut(output)}`;
  }
  const server = await serve(['--memory']);
  const limited = await serve(['--memory', '--rate-limit', '1']);
  const env = { VSDB_URL: server.url, VSDB_LIMITED_URL: limited.url, VSDB_API_KEY: KEY, VSDB_TENANT: TENANT };
  try {
    const { failed, output } = await execute(
      language,
      { ...reference.run, env: { ...env, ...reference.run.env } },
      folder,
    );
    return failed > 0 ? cut(output) : null;
  } finally {
    await Promise.all([server.stop(), limited.stop()]);
  }
}

const cut = (output: string | undefined): string => (output ?? '').trim().slice(-300);
