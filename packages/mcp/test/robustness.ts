// The long forms of what `npm test` tries briefly: node test/robustness.ts fuzz | endurance | network [ROUNDS]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const FORMS: Readonly<
  Record<string, { readonly tests: readonly string[]; readonly env: Readonly<Record<string, string>> }>
> = {
  fuzz: { tests: ['test/arguments.test.ts', 'test/framing.test.ts'], env: { MCP_ROUNDS: '1000' } },
  endurance: { tests: ['test/endurance.test.ts'], env: { MCP_CALLS: '50000' } },
  network: { tests: ['test/network.test.ts'], env: { MCP_ROUNDS: '20' } },
};

const [name = '', rounds] = process.argv.slice(2);
const form = FORMS[name];
if (!form) throw new Error(`there is no ${name}; there are ${Object.keys(FORMS).join(', ')}`);
const cwd = fileURLToPath(new URL('..', import.meta.url));
const env = { ...process.env, ...form.env, ...(rounds !== undefined && { MCP_ROUNDS: rounds, MCP_CALLS: rounds }) };
const vitest = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const args = [vitest, 'run', '--config', '../../vitest.config.ts', ...form.tests];
process.exitCode = spawnSync(process.execPath, args, { cwd, env, stdio: 'inherit' }).status ?? 1;
