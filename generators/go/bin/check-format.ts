import { spawnSync } from 'node:child_process';

// `gofmt -l` lists what it would change and exits 0 all the same.
const { status, stdout, stderr } = spawnSync('gofmt', ['-l', '.'], { encoding: 'utf8' });
process.stderr.write(stderr);
if (stdout) process.stderr.write(`gofmt would change:\n${stdout}`);
process.exitCode = status === 0 && stdout === '' ? 0 : 1;
