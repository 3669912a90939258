import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from './python.ts';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
let out = '';

// The document's names are Python's own words, one another's doubles and worse; its texts try to get out of their strings.
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'sdkgen-python-'));
  const argv = [
    file('../../cli/bin/sdkgen.js'),
    'generate',
    '--spec',
    file('hostile.json'),
    '--out',
    out,
    '--lang',
    'python',
  ];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
});

afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('the SDK of a hostile document', () => {
  it('compiles without a warning', () => {
    const source = join(out, 'python', 'src');
    expect(runPython(['-W', 'error', '-m', 'compileall', '-q', '-f', source])).toBe('');
  });

  it('reads what servers send, and sends it back as it came', () => {
    runPython(['-W', 'error', '-B', file('hostile.py'), join(out, 'python', 'src')]);
  });
});
