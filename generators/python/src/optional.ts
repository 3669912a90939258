import { readdirSync, readFileSync } from 'node:fs';
import type { RenderedFile } from '@sdkgen/codegen';
import { featuresOf } from './features.ts';
import type { Source } from './view/module.ts';

const FOLDER = new URL('../../../templates/python/optional/', import.meta.url);

/** The parts of the runtime this document uses, each with its tests. */
export function optionalRuntime({ api, names }: Source): RenderedFile[] {
  const features: ReadonlySet<string> = featuresOf(api);
  const tests = readdirSync(new URL('tests/', FOLDER)).filter((name) =>
    needsOf(name).every((need) => features.has(need)),
  );
  return [
    ...[...features].map((name) => copy(`${name}.py`, `src/${names.module}/_runtime/${name}.py`)),
    ...tests.map((name) => copy(`tests/${name}`, `tests/${name}`)),
  ];
}

function copy(from: string, path: string): RenderedFile {
  return { path, text: readFileSync(new URL(from, FOLDER), 'utf8') };
}

/** The modules a test imports beyond those that are always there: it says so in its first line. */
function needsOf(name: string): readonly string[] {
  const [first = ''] = readFileSync(new URL(`tests/${name}`, FOLDER), 'utf8').split('\n');
  return (/^# needs: (.*)$/.exec(first)?.[1] ?? '').split(' ').filter(Boolean);
}
