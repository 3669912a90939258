import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Driver, DriverBroken } from '../src/driver/driver.ts';
import { parseJson } from '../src/exact/json.ts';
import { runCases } from '../src/run/run-cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'driver-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A driver that does with each line what the code says; `line` is the request, `say` answers. */
function driverOf(name: string, code: string): string {
  const path = join(folder, name);
  const program = `#!${process.execPath}
const say = (answer) => console.log(JSON.stringify(answer));
require('readline').createInterface({ input: process.stdin }).on('line', async (text) => {
  const line = JSON.parse(text);
  ${code}
});`;
  writeFileSync(path, program);
  chmodSync(path, 0o755);
  return path;
}

const request = { client: { base_url: 'http://127.0.0.1:1' }, operation: 'x' };

test('answers come to their requests, digits whole, and the end is clean', async () => {
  const path = driverOf('echo', 'console.log(text.replace(/"client".*"body":/, \'"ok":true,"value":\'))');
  const driver = new Driver(path, process.env);
  expect(await driver.call({ ...request, body: parseJson('12345678901234567890') }, 5000)).toEqual({
    ok: true,
    value: parseJson('12345678901234567890'),
  });
  expect(await driver.end()).toBe(0);
});

test.each([
  ['ends', 'console.error("out of luck"); process.exit(3)', /ended: out of luck/],
  ['hangs', '', /no answer within/],
  ['babbles', 'console.log("Listening ...")', /not an answer: Listening/],
  ['answers another', 'say({ id: 99, ok: true })', /answered 99 to request 1/],
])('a driver that %s is broken', async (name, code, message) => {
  const driver = new Driver(driverOf(name, code), process.env);
  const answer = driver.call(request, 500);
  await expect(answer).rejects.toThrow(message);
  await expect(answer).rejects.toThrow(DriverBroken);
  driver.kill();
});

test('cases run against the server, one by one, also after one that breaks the driver', async () => {
  const path = driverOf(
    'fetches',
    `if (line.operation === 'die') process.exit(1);
  const response = await fetch(line.client.base_url + line.operation);
  say({ id: line.id, ok: true, status: response.status, attempts: 1, value: await response.json() });`,
  );
  const one = (name: string, operation: string, value: number) => ({
    name,
    feature: 'f',
    fixture: 'x',
    call: { operation },
    answers: [{ json: 1 }],
    wire: [{ method: 'GET', target: '/a' }],
    gives: { value },
  });
  const cases = [
    one('right', '/a', 1),
    one('breaks', 'die', 1),
    one('wrong value', '/a', 2),
    one('wrong path', '/b', 1),
  ];
  const scored = await runCases(cases, path, process.env);
  expect(scored.map(({ one, findings }) => [one.name, findings.map(({ what }) => what)])).toEqual([
    ['right', []],
    ['breaks', ['driver']],
    ['wrong value', ['value']],
    ['wrong path', ['requests']],
  ]);
});
