import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A piece of a server's source, and what somebody makes of it. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const SEARCH = 'packages/server/src/routes/search.ts';
const deprecate = (file: string, capability: string, summary: string): Edit => {
  const find = `  capability: '${capability}',\n  summary: '${summary}`;
  return { file, find, replace: `  deprecated: true,\n${find}` };
};

/** What a later change removes has been announced. */
export const ANNOUNCE: readonly Edit[] = [deprecate(SEARCH, 'planning', 'Tell how a search would be made')];

const REMOVE: Edit = { file: SEARCH, find: ', explainSearch],', replace: '],' };
const DEPRECATE = deprecate('packages/server/src/routes/health.ts', 'health', 'List the servers of this database');
const CREATED = "      created_at: Timestamp('When the server first saw";
const GAIN: Edit = {
  file: 'packages/server/src/schemas/entities.ts',
  find: CREATED,
  replace: `      squawk_code: Type.Optional(Type.String({ description: 'What it squawks to radar.', maxLength: 16 })),\n${CREATED}`,
};

/** A route gains a field, another is deprecated, a third is removed. */
export const CHANGE: readonly Edit[] = [GAIN, DEPRECATE, REMOVE];

/** Makes the edits, or takes them back. */
export async function edit(folder: string, edits: readonly Edit[]): Promise<void> {
  for (const { file, find, replace } of edits) {
    const text = await readFile(join(folder, file), 'utf8');
    if (text.split(find).length !== 2) throw new Error(`${file} has no one place ${find}`);
    await writeFile(
      join(folder, file),
      text.replace(find, () => replace),
    );
  }
}
