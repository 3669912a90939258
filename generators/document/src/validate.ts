import { type Diagnostic, Refused } from '@sdkgen/ir';
import { isObject, type JsonObject, objectOf } from './json.ts';
import { checkerOf, type SchemaError } from './validation/checker.ts';
import { isForgiven } from './validation/lenience.ts';

const MAX_FINDINGS = 20;

/** Checks the document against the schema of its OpenAPI version. Nothing is fetched or read. */
export async function validate(document: JsonObject): Promise<void> {
  const version = versionOf(document);
  const check = await checkerOf(version);
  const findings = tellingOf(check(document)).filter((error) => !isForgiven(error));
  if (findings.length === 0) return;
  throw new Refused(findings.slice(0, MAX_FINDINGS).map((error) => diagnosticOf(error, version)));
}

type Version = '3.0' | '3.1' | '3.2';

/** Said by us, because the schema's own words for a document of another kind help nobody. */
function versionOf({ openapi, swagger, info }: JsonObject): Version {
  const refuse = (pointer: string, message: string, hint: string): never => {
    throw new Refused([{ code: 'invalid-document', pointer, message, hint }]);
  };
  if (swagger !== undefined) refuse('#/swagger', 'this is a Swagger 2.0 document', 'Convert it to OpenAPI 3 first.');
  if (typeof openapi !== 'string')
    refuse('', 'the document has no openapi version', 'An OpenAPI document starts with `openapi: 3.1.0`.');
  const [version] = /^3\.[012](?=\.|$)/.exec(String(openapi)) ?? [];
  if (version === undefined) refuse('#/openapi', `OpenAPI ${String(openapi)} is not supported`, 'Use 3.0, 3.1 or 3.2.');
  if (!isObject(info)) refuse('', 'the document has no info', 'Add info with a title and a version.');
  // Packages are named by the one and say which the other is.
  for (const member of ['title', 'version'])
    if (objectOf(info)[member] === undefined)
      refuse('#/info', `info has no ${member}`, `Add ${member}: every OpenAPI version requires it.`);
  return version as Version;
}

/** The innermost errors: those above them only say that something below is wrong, or that it is no `$ref` either. */
function tellingOf(errors: readonly SchemaError[]): SchemaError[] {
  const places = new Set<string>();
  for (const { instancePath } of errors) {
    const steps = instancePath.split('/');
    while (steps.length > 1) {
      steps.pop();
      places.add(steps.join('/'));
    }
  }
  const inner = errors.filter(
    ({ instancePath, keyword, params }) =>
      !places.has(instancePath) || keyword === 'required' || isSurplus(keyword) || params.missingProperty !== undefined,
  );
  const seen = new Set<string>();
  return inner.filter(({ instancePath, keyword, params, message }) => {
    if (keyword === 'oneOf' || keyword === 'anyOf' || keyword === 'if' || params.missingProperty === '$ref')
      return false;
    const key = `${instancePath} ${message} ${JSON.stringify(params)}`;
    return !seen.has(key) && seen.add(key);
  });
}

function isSurplus(keyword: string): boolean {
  return keyword === 'additionalProperties' || keyword === 'unevaluatedProperties';
}

function diagnosticOf({ instancePath, message = 'is not valid', params }: SchemaError, version: Version): Diagnostic {
  const name = params.unevaluatedProperty ?? params.additionalProperty ?? params.missingProperty;
  return {
    code: 'invalid-document',
    pointer: `#${instancePath}`,
    message: `${message}${typeof name === 'string' && !message.includes(`'${name}'`) ? ` (${name})` : ''}`,
    hint: `Mend the document; it must be valid OpenAPI ${version}.`,
  };
}
