// Prints the public surface of a crate as JSON: `main.ts FOLDER`, where rustdoc wrote its JSON; the crate is the one here.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surface } from '@sdkgen/codegen';
import { operationsOf, setters } from './operations.ts';
import { type Crate, methodsOf } from './rustdoc.ts';
import { errorsOf, typesOf } from './types.ts';

const name = /^name = "([^"]+)"/m.exec(readFileSync('Cargo.toml', 'utf8'))?.[1] ?? '';
const crate: Crate = JSON.parse(
  readFileSync(join(process.argv[2] ?? '.', `${name.replaceAll('-', '_')}.json`), 'utf8'),
);

const structNamed = (wanted: string) =>
  Object.values(crate.index).find((item) => item.name === wanted && item.inner.struct);
const client = structNamed('Client');
if (!client) throw new Error(`${name} has no Client`);
const builder = methodsOf(crate, structNamed('ClientBuilder')?.inner.struct?.impls ?? []);

const surface: Surface = {
  package: name,
  operations: operationsOf(crate, client),
  types: typesOf(crate),
  errors: errorsOf(crate),
  client: setters(builder, new Set()),
};
process.stdout.write(`${JSON.stringify(surface, null, 1)}\n`);
