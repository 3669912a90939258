import type { SchemaError } from './checker.ts';

/** Texts for people: a document is no less an API for one of them missing or being odd. */
const PROSE =
  /\/(?:description|summary|title|termsOfService|contact|license|externalDocs|example|examples|default|tags)(?:\/|$)/;
const PROSE_MEMBERS = new Set(['description', 'summary', 'name', 'url', 'version', 'tags', 'title', 'responses']);

/**
 * What the tools of the field all take although no version of OpenAPI allows it, and what changes nothing of what is sent or
 * read: words nobody knows, examples that do not fit, missing descriptions.
 */
export function isForgiven({ instancePath, keyword, params }: SchemaError): boolean {
  if (PROSE.test(instancePath)) return true;
  const isPath = /^\/paths$/.test(instancePath);
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return !isPath;
  const missing = params.missingProperty;
  return keyword === 'required' && typeof missing === 'string' && PROSE_MEMBERS.has(missing) && !isNamed(instancePath);
}

/** Where a name is what a thing is known by: parameters and security schemes. */
function isNamed(instancePath: string): boolean {
  return /\/parameters\/[^/]+$|\/securitySchemes\/[^/]+$/.test(instancePath);
}
