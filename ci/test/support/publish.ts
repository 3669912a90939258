// Publishes what a file describes, as the release does: a process that can be killed.
import { readFile } from 'node:fs/promises';
import type { Built } from '../../src/release/built.ts';
import { Page } from '../../src/release/page.ts';
import { publish, publishAll, tellStatus } from '../../src/release/publish.ts';

const [file = '', command] = process.argv.slice(2);
const {
  packages,
  env,
  page: path,
} = JSON.parse(await readFile(file, 'utf8')) as {
  packages: Built[];
  env: Record<string, Record<string, string>>;
  page: string;
};
const page = new Page(path, '0.1.0', packages);
const envOf = ({ product }: Built) => env[product.registry] ?? {};
if (command === 'status') process.exitCode = (await tellStatus(packages, page, envOf)) ? 0 : 1;
else await publishAll(packages, page, (built) => publish(built, envOf(built), page));
