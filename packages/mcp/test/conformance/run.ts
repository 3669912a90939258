// The official conformance suite over the program's real stdio: node test/conformance/run.ts [REVISION]
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { Shim } from './shim.ts';

const [revision = '2026-07-28'] = process.argv.slice(2);
const suite = process.env.MCP_CONFORMANCE ?? createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance');
const shim = new Shim(['--standalone']);
const url = await shim.listen();
const child = spawn(process.execPath, [suite, 'server', '--url', url, '--requirements', revision], { stdio: 'inherit' });
process.exitCode = await new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
await shim.close();
