import { Refused } from '@sdkgen/ir';
import type { JsonObject } from './json.ts';

const MAX_DEPTH = 200;

/** JSON, or YAML where it is not JSON, as a tree of bounded depth. */
export async function parseDocument(bytes: Uint8Array): Promise<JsonObject> {
  const text = decode(bytes);
  const value: unknown = /^\s*[{[]/.test(text) ? parseJson(text) : await parseYaml(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refused(
      'not-an-object',
      'the document is not an object',
      'An OpenAPI document starts with `openapi: 3.1.0`.',
    );
  }
  checkDepth(value);
  return value as JsonObject;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused('not-utf-8', 'the document is not UTF-8', 'Save it as UTF-8.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refused(
      'not-json',
      `the document is not JSON: ${(error as Error).message}`,
      'Check where it was cut or edited.',
    );
  }
}

async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    // An alias bomb expands past any memory; real documents use a handful.
    return parse(text, { maxAliasCount: 100, strict: true });
  } catch (error) {
    const [first] = (error as Error).message.split('\n');
    throw refused(
      'not-json',
      `the document is neither JSON nor YAML: ${first}`,
      'Check that this is the OpenAPI document.',
    );
  }
}

/** Iterative, so that a document nested a million deep is refused and not a stack overflow. */
function checkDepth(root: object): void {
  const stack: [value: object, depth: number][] = [[root, 1]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [value, depth] = top;
    if (depth > MAX_DEPTH)
      throw refused('too-deep', `the document nests deeper than ${MAX_DEPTH}`, 'Move inner schemas to components.');
    for (const child of Object.values(value))
      if (typeof child === 'object' && child !== null) stack.push([child, depth + 1]);
  }
}

function refused(code: string, message: string, hint: string): Refused {
  return new Refused([{ code, pointer: '', message, hint }]);
}
