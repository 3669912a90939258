// The document changes, and the SDKs follow: reads it from the server of these sources, or with `--url` from one that runs, ends where it
// is known, else renders, proves parity, tells what the change is to users and writes the changeset. `--branch` commits all of it on a
// branch of its own. `--lang go` proves some languages only, which is for trying it out. Where anything fails everything is as it was before. `nx run regenerate` runs it, and the workflow of that name.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { errorText, readSource, UsageError } from '@vectorscaledb/sdkgen';
import { inRoot, LIVE_DOCUMENT, root } from './paths.ts';
import { changesetFile, git, mustBeClean, restore, TOUCHED } from './regenerate/branch.ts';
import { type Change, changeOf } from './regenerate/change.ts';
import { proposalOf } from './regenerate/proposal.ts';
import { run } from './run/process.ts';
import { progress } from './run/progress.ts';

const { values } = parseArgs({
  options: { url: { type: 'string' }, branch: { type: 'boolean' }, lang: { type: 'string' } },
});
const PROPOSAL = inRoot('dist', 'regenerate', 'proposal.md');

async function main(): Promise<void> {
  progress('reading the document');
  const change = await changeOf(await theDocument());
  if (!change) return void process.stdout.write('the document is the pinned one: nothing to do\n');
  if (change.removedAtOnce.length > 0)
    throw new UsageError(
      `gone without having been deprecated: ${change.removedAtOnce.join(', ')}`,
      'Deprecate an operation in one version and remove it in a later one.',
    );
  await mustBeClean();
  const before = await git('rev-parse', '--abbrev-ref', 'HEAD');
  const branch = values.branch ? `regenerate/${change.id}` : null;
  try {
    if (branch) await git('checkout', '--quiet', '-B', branch);
    await follow(change);
    if (branch) await git('commit', '--quiet', '--message', subjectOf(change), '--message', change.changelog);
  } catch (error) {
    await restore(before, branch);
    throw error;
  }
  process.stdout.write(
    `${change.changelog}\n\nnext version: ${change.bump ?? 'none'}; the proposal is in ${PROPOSAL}\n`,
  );
}

/** The file with the document's bytes. */
async function theDocument(): Promise<string> {
  if (values.url === undefined) await must('node', 'ci/src/document.ts');
  else {
    const document = await readSource(values.url);
    await mkdir(dirname(LIVE_DOCUMENT), { recursive: true });
    await writeFile(LIVE_DOCUMENT, document);
  }
  return LIVE_DOCUMENT;
}

async function follow(change: Change): Promise<void> {
  progress('rendering');
  await must('node', 'ci/src/generate.ts');
  if (change.changeset) await writeFile(changesetFile(change.id), change.changeset);
  progress('proving parity');
  const parity = await proven(values.lang?.split(',').filter(Boolean));
  await git('add', '--', ...TOUCHED);
  await mkdir(dirname(PROPOSAL), { recursive: true });
  await writeFile(PROPOSAL, await proposalOf(change, parity));
}

/** The matrix, where it has no difference. */
async function proven(languages: readonly string[] | undefined): Promise<string> {
  if (!languages) return must('nx', 'run', 'parity');
  for (const id of languages)
    for (const part of ['surface', 'parity-wire']) await must('node', `ci/src/${part}.ts`, '--lang', id);
  return must('node', 'ci/src/parity.ts', '--lang', languages.join());
}

async function must(...argv: string[]): Promise<string> {
  const { ok, output } = await run({ argv, cwd: root });
  if (!ok) throw new UsageError(`${argv.join(' ')} failed: nothing was changed`, output.trim().slice(-4000));
  return output;
}

const subjectOf = ({ bump, isBreaking }: Change): string =>
  isBreaking ? 'Follow the document: a breaking change' : `Follow the document: ${bump ?? 'no'} version`;

try {
  await main();
} catch (error) {
  process.stderr.write(`${errorText(error, values.url ?? 'the live document')}\n`);
  process.exitCode = 1;
} finally {
  progress('');
}
