import { strict as assert } from 'node:assert';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { progress } from '../run/progress.ts';
import { readTargets, type Target } from '../targets.ts';
import { type Copy, copyRepository } from './copy.ts';
import { ANNOUNCE, CHANGE, edit } from './edits.ts';
import { worksWith } from './works-with.ts';

/**
 * The whole way of a change, in copies of the repository: a route gains a field, another is deprecated, a third removed, and nobody
 * does anything but run the commands.
 */
export async function changeLoop(languages: readonly string[], work: string): Promise<void> {
  const targets = (await readTargets()).filter(({ language }) => languages.includes(language.id));
  progress('making the day before');
  const before = await dayBefore(join(work, 'before'));
  const after = await copyOf(before, join(work, 'after'));
  await refusesWhatWasNotAnnounced(after);
  await edit(after.folder, CHANGE);
  await after.commit('Change the routes');
  await undoesWhatFails(after);
  progress('following the change');
  await after.run('node', 'ci/src/regenerate.ts', '--branch', '--lang', languages.join());
  await isProposed(after, targets);
  progress('making the version of it');
  await after.run('node', 'ci/src/release.ts', 'version');
  await isVersioned(after, targets);
  for (const target of targets) await bothWays(target, before.folder, after.folder);
}

/** What will be removed is deprecated, and everything is rendered as the server says. */
async function dayBefore(folder: string): Promise<Copy> {
  const copy = await copyRepository(folder);
  await edit(folder, ANNOUNCE);
  await generate(copy);
  await copy.commit('Announce what goes away');
  return copy;
}

async function copyOf({ folder: from }: Copy, folder: string): Promise<Copy> {
  const copy = await copyRepository(folder);
  for (const part of ['packages/server/src', 'spec', 'sdks', 'packages/mcp/src/generated', 'packages/mcp/docs'])
    await cp(join(from, part), join(folder, part), { recursive: true });
  await cp(join(from, 'packages/mcp/.sdkgen.json'), join(folder, 'packages/mcp/.sdkgen.json'));
  await copy.commit('Announce what goes away');
  return copy;
}

async function generate({ run }: Copy): Promise<void> {
  await run('node', 'ci/src/document.ts');
  await run('node', 'ci/src/generate.ts');
}

/** An operation nobody deprecated does not go, and nothing is touched. */
async function refusesWhatWasNotAnnounced(copy: Copy): Promise<void> {
  const routes = 'packages/server/src/routes/operations.ts';
  const gone = [{ file: routes, find: '    listNodes,\n', replace: '' }];
  await edit(copy.folder, gone);
  await assert.rejects(
    copy.run('node', 'ci/src/regenerate.ts', '--branch'),
    /gone without having been deprecated: list_nodes/,
  );
  await copy.run('git', 'checkout', '--quiet', routes);
  await isUntouched(copy);
}

/** Where a proof fails, the branch it was on is as it was. */
async function undoesWhatFails(copy: Copy): Promise<void> {
  const page = 'ci/src/parity.ts';
  const text = await readFile(join(copy.folder, page), 'utf8');
  const head = text.split('\n').find((line) => line.startsWith('import')) ?? '';
  await edit(copy.folder, [{ file: page, find: head, replace: `throw new Error('not alike');\n${head}` }]);
  // No language: what is proven of none comes to the same end at once.
  await assert.rejects(copy.run('node', 'ci/src/regenerate.ts', '--branch', '--lang', ''), /not alike/);
  await copy.run('git', 'checkout', '--quiet', page);
  await isUntouched(copy);
}

async function isUntouched({ run }: Copy): Promise<void> {
  assert.equal(await run('git', 'status', '--porcelain'), '');
  assert.equal((await run('git', 'branch', '--list')).trim(), '* main');
}

/** On a branch of its own there is one commit with the SDKs, the changeset and its reasons; main has none of it. */
async function isProposed({ folder, run }: Copy, targets: readonly Target[]): Promise<void> {
  assert.match(await run('git', 'branch', '--show-current'), /^regenerate\/[0-9a-f]{12}$/m);
  assert.equal((await run('git', 'rev-list', '--count', 'main..HEAD')).trim(), '1');
  const changed = await run('git', 'diff', '--name-only', 'main', 'HEAD');
  for (const { language } of targets) assert.match(changed, new RegExp(`^sdks/${language.id}/`, 'm'));
  const [changeset = ''] = /^\.changeset\/document-.*\.md$/m.exec(changed) ?? [];
  const text = await readFile(join(folder, changeset), 'utf8');
  assert.match(text, /^"vectorscaledb": minor$/m);
  for (const { language } of targets) assert.match(text, new RegExp(`${language.title} \\(breaking\\)`));
  for (const [section, of] of [
    ['Removed', /explain_?search/i],
    ['Added', /squawk_?code/i],
    ['Deprecated', /list_?nodes/i],
  ] as const)
    assert.match(text.split(`**${section}**`)[1]?.split('\n**')[0] ?? '', of, section);
  const proposal = await readFile(join(folder, 'dist', 'regenerate', 'proposal.md'), 'utf8');
  assert.match(proposal, /lands only with the label `breaking`/);
  assert.match(proposal, /## Parity/);
}

async function isVersioned({ folder, run }: Copy, targets: readonly Target[]): Promise<void> {
  assert.match(await readFile(join(folder, 'spec', 'sdk.yaml'), 'utf8'), /^version: 0\.2\.0$/m);
  assert.equal((await run('npm', 'pkg', 'get', 'version', '--workspace', 'vectorscaledb')).includes('"0.2.0"'), true);
  const server = await readFile(join(folder, 'packages', 'mcp', 'server.json'), 'utf8');
  assert.deepEqual(server.match(/"version": "[^"]+"/g), ['"version": "0.2.0"', '"version": "0.2.0"']);
  for (const { language } of targets) {
    const changelog = await readFile(join(folder, 'sdks', language.id, 'CHANGELOG.md'), 'utf8');
    assert.match(changelog, /## 0\.2\.0\n[\s\S]*\*\*Removed\*\*[\s\S]*## 0\.1\.0\n/);
  }
}

/** The package of the day before with the new server, and the new package with that of the day before. */
async function bothWays(target: Target, before: string, after: string): Promise<void> {
  const { id, title } = target.language;
  // Below the repository, where builds find their tools.
  const stageOf = (age: string): string => inRoot('dist', id, `loop-${age}`);
  progress(`${title}: the old package and the new server`);
  await worksWith(target, join(before, 'sdks', id), stageOf('old'), after);
  progress(`${title}: the new package and the old server`);
  await worksWith(target, join(after, 'sdks', id), stageOf('new'), before);
}
