import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'vitest';
import { buildDocument } from '../src/document.ts';
import { categories } from '../src/routes/index.ts';

type Json = Record<string, never>;

/** Answers may gain members in time, but not by accident: here objects have those they declare and no others. */
const closed = (_key: string, value: Json) =>
  value?.type === 'object' && value.properties !== undefined && value.additionalProperties === undefined
    ? { ...(value as object), additionalProperties: false }
    : value;

const document = JSON.parse(JSON.stringify(buildDocument(categories)), closed) as {
  paths: Record<string, Record<string, Json>>;
};
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
ajv.addSchema(document, 'doc');
const compiled = new Map<string, ValidateFunction>();

const token = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

function operationAt(method: string, path: string): [template: string, operation: Json] | undefined {
  const asked = path.split('?', 1)[0] as string;
  return Object.entries(document.paths)
    .filter(([template]) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked))
    .sort(
      ([a], [b]) => a.length - a.replaceAll(/\{\w+\}/g, '').length - (b.length - b.replaceAll(/\{\w+\}/g, '').length),
    )
    .map(([template, item]) => [template, item[method.toLowerCase()]] as const)
    .find((found): found is [string, Json] => found[1] !== undefined);
}

/** Holds an answer to the document: a status it lists for the operation, and a body of the schema it gives for that. */
export function expectDocumented(method: string, path: string, status: number, text: string): void {
  const found = operationAt(method, path);
  if (!found) return;
  const [template, operation] = found;
  const responses = operation.responses as unknown as Record<string, { $ref?: string; content?: object }>;
  const response = responses[status];
  expect(response, `${method} ${path} answered ${status}, which the document does not list: ${text}`).toBeDefined();
  if (response?.content && !('application/json' in response.content)) return;
  const at = response?.$ref ?? `#/paths/${token(template)}/${method.toLowerCase()}/responses/${status}`;
  const pointer = `doc${at}/content/application~1json/schema`;
  const check = compiled.get(pointer) ?? ajv.compile({ $ref: pointer });
  compiled.set(pointer, check);
  expect(check(JSON.parse(text)), `${method} ${path}: ${ajv.errorsText(check.errors)} in ${text.slice(0, 500)}`).toBe(
    true,
  );
}
