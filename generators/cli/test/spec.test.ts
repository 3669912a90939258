import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFile(new URL(`../../../spec/${path}`, import.meta.url), 'utf8');
const check = async (schema: string, value: unknown) => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  const validate = ajv.compile(JSON.parse(await read(`schemas/${schema}.schema.json`)));
  return validate(value) ? [] : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
};

describe('the files the SDKs are made from fit their schemas', () => {
  it.each(['runtime', 'sdk'])('spec/%s.yaml', async (name) => {
    const value = parse(await read(`${name}.yaml`));
    expect(await check(name, value)).toEqual([]);
    expect(await check(name, { ...value, surprise: 1 })).not.toEqual([]);
  });

  it('every extension of the document is a documented one', async () => {
    const { $defs } = JSON.parse(await read('schemas/extensions.schema.json'));
    const ajv = new Ajv2020({ strict: false });
    const used = extensionsIn(JSON.parse(await read('openapi.json')));
    expect(used.length).toBeGreaterThan(10);
    for (const [name, value] of used) {
      expect($defs).toHaveProperty([name]);
      expect([name, ajv.validate($defs[name], value)]).toEqual([name, true]);
    }
  });
});

function extensionsIn(value: unknown): [name: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key.startsWith('x-') ? [[key, child] as [string, unknown]] : extensionsIn(child),
  );
}
