import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documentOfEdited, ONE_MORE } from '@vectorscaledb/conformance';
import { inRoot } from '../paths.ts';
import { sdkgen } from '../sdkgen.ts';
import { readTree, type Tree } from '../stage.ts';

/** Where the SDKs come from that checks are run on. */
export interface Sdks {
  committed(id: string): Promise<Tree>;
  /** Of a server that somebody gave one more operation and field. */
  withOneMore(id: string): Promise<Tree>;
}

export const repositorySdks: Sdks = {
  committed: (id) => readTree(inRoot('sdks', id)),
  async withOneMore(id) {
    const work = inRoot('dist', id, 'one-more');
    const spec = join(work, 'openapi.json');
    await mkdir(work, { recursive: true });
    await writeFile(spec, await documentOfEdited(join(work, 'server'), ONE_MORE));
    const flags = ['--spec', spec, '--config', inRoot('spec', 'sdk.yaml'), '--out', work, '--lang', id];
    const { ok, output } = await sdkgen(['generate', ...flags]);
    if (!ok) throw new Error(output);
    return readTree(join(work, id));
  },
};
