import { spawnSync } from 'node:child_process';

// The race detector needs a C compiler; without one the tests run without it, and say so.
const hasCompiler = ['gcc', 'clang', 'cc'].some((name) => spawnSync(name, ['--version']).status === 0);
const { stdout: cgo } = spawnSync('go', ['env', 'CGO_ENABLED'], { encoding: 'utf8' });
const race = hasCompiler && cgo.trim() === '1';
if (!race) process.stderr.write('no C compiler: tests run without the race detector\n');
const { status } = spawnSync('go', ['test', ...(race ? ['-race'] : []), './...'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
