import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printJson, type Suite } from '@vectorscaledb/conformance';
import { JAR } from '../openapi-generator.ts';
import { inRoot } from '../paths.ts';
import { must } from '../run/process.ts';

const DRIVER = inRoot('ci', 'src', 'second-reader', 'python', 'driver.py');
const VENV = inRoot('.toolchain', 'second-reader');
const PYTHON = join(VENV, 'bin', 'python');
const NO_EXTRAS = 'apiTests=false,modelTests=false,apiDocs=false,modelDocs=false';

/** A Python client of the suite's document, written by openapi-generator, as a program that takes our drivers' lines. */
export async function theirClient({ name, document }: Suite): Promise<string> {
  const folder = inRoot('dist', 'second-reader', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const spec = join(folder, 'openapi.json');
  await writeFile(spec, printJson(document));
  const client = join(folder, 'client');
  const asked = ['-i', spec, '-g', 'python', '-o', client, '--skip-validate-spec', '--global-property', NO_EXTRAS];
  await must(['java', '-jar', JAR, 'generate', ...asked], folder);
  await must(['python3', '-m', 'venv', VENV], folder);
  await must([PYTHON, '-m', 'pip', 'install', '--quiet', '-r', join(client, 'requirements.txt')], folder);
  const program = join(folder, 'run');
  await writeFile(program, `#!/bin/sh\nexec '${PYTHON}' '${DRIVER}' '${client}'\n`);
  await chmod(program, 0o755);
  return program;
}
