import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../json.ts';

/** What a JSON Schema validator says of one place. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const OPTIONS = { allErrors: true, strict: false, validateFormats: false, validateSchema: false } as const;

/** The published schema of a version, compiled. Schema Objects in it are looked at by the lowering, not here. */
export async function checkerOf(version: '3.0' | '3.1' | '3.2'): Promise<(document: JsonObject) => SchemaError[]> {
  const path = `@seriousme/openapi-schema-validator/schemas/v${version}/schema.json`;
  const schema = JSON.parse(await readFile(fileURLToPath(import.meta.resolve(path)), 'utf8'));
  const ajv = version === '3.0' ? await draft4() : await draft2020();
  const check = ajv.compile(version === '3.0' ? withOpenSchemas(schema) : schema);
  return (document) => (check(document) ? [] : [...(check.errors ?? [])]);
}

async function draft4() {
  const { default: module } = await import('ajv-draft-04');
  return new module.default(OPTIONS);
}

async function draft2020() {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  return new Ajv2020(OPTIONS);
}

/** As from 3.1 on: the frame of a document is checked, what it says of values is for whoever reads them. */
function withOpenSchemas(schema: { definitions: Record<string, unknown> }) {
  return { ...schema, definitions: { ...schema.definitions, Schema: { type: ['object', 'boolean'] } } };
}
