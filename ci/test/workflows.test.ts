import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inRoot, root } from '../src/paths.ts';
import { run } from '../src/run/process.ts';

const FOLDER = inRoot('.github', 'workflows');
const TOOLS = inRoot('.toolchain', 'workflows');
const ACTIONLINT = join(TOOLS, 'bin', 'actionlint');
const ZIZMOR = join(TOOLS, 'venv', 'bin', 'zizmor');
const MINUTES = 60_000;

const workflows = (await readdir(FOLDER)).sort();

beforeAll(async () => {
  const installs = [
    ['go', 'install', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'],
    ['python3', '-m', 'venv', join(TOOLS, 'venv')],
    [join(TOOLS, 'venv', 'bin', 'pip'), 'install', '--quiet', 'zizmor==1.32.0'],
  ];
  for (const argv of installs) {
    const { ok, output } = await run({ argv, cwd: root, env: { GOBIN: join(TOOLS, 'bin'), GOFLAGS: '-mod=mod' } });
    if (!ok) throw new Error(output);
  }
}, 5 * MINUTES);

const actionlint = (files: readonly string[]) => run({ argv: [ACTIONLINT, '-no-color', ...files], cwd: root });
const zizmor = (files: readonly string[]) =>
  run({ argv: [ZIZMOR, '--offline', '--persona=pedantic', ...files], cwd: root });

describe('the workflows', () => {
  it('pass actionlint and zizmor', async () => {
    const files = workflows.map((name) => join(FOLDER, name));
    expect((await actionlint(files)).output).toBe('');
    const { ok, output } = await zizmor(files);
    expect(ok, output).toBe(true);
  });

  it('would not with an action by tag, a right nobody needs or an event in a script', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'workflows-'));
    const file = join(folder, 'bad.yml');
    const text = await readFile(join(FOLDER, 'ci.yml'), 'utf8');
    for (const [from, to] of [
      [/@[0-9a-f]{40}/, '@v7'],
      ['permissions: {}', 'permissions: write-all'],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a workflow's own
      ['run: .ci/run', 'run: echo "${{ github.event.pull_request.title }}"'],
    ] as const) {
      await writeFile(file, text.replace(from, to));
      expect((await zizmor([file])).ok, to).toBe(false);
    }
    await writeFile(file, text.replace('runs-on: ubuntu-24.04', 'runs-on: ubuntu-1804'));
    expect((await actionlint([file])).ok).toBe(false);
  });

  it('run nothing but commands of the repository', async () => {
    const known =
      /^(npm ci|npm test( -- "\$LANE")?|npx nx run [\w-]+( .*)?|\.ci\/run|ci\/[\w-]+\.sh( \w+)?|git diff --exit-code|rustup .*)$/;
    for (const name of workflows) {
      const { jobs } = parse(await readFile(join(FOLDER, name), 'utf8')) as {
        jobs: Record<string, { steps: { run?: string }[] }>;
      };
      const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run: script }) => script ?? []));
      expect(scripts.filter((script) => !known.test(script))).toEqual([]);
    }
  });
});
