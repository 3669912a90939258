import { type Diagnostic, Refused } from '@sdkgen/ir';
import { isObject, type JsonObject } from './json.ts';

/** Checks the document against the OpenAPI schemas. Its own resolvers are off: nothing is fetched or read. */
export async function validate(document: JsonObject): Promise<void> {
  checkKind(document);
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  try {
    // It dereferences in place, so it works on a copy.
    await SwaggerParser.validate(structuredClone(document) as never, {
      resolve: { external: false, file: false, http: false },
      dereference: { circular: 'ignore' },
    });
  } catch (error) {
    throw new Refused(diagnosticsOf(error));
  }
}

/** Said by us, because the schema's own words for a document of another kind help nobody. */
function checkKind({ openapi, swagger, info }: JsonObject): void {
  const refuse = (pointer: string, message: string, hint: string) => {
    throw new Refused([{ code: 'invalid-document', pointer, message, hint }]);
  };
  if (swagger !== undefined) refuse('#/swagger', 'this is a Swagger 2.0 document', 'Convert it to OpenAPI 3 first.');
  if (typeof openapi !== 'string')
    refuse('', 'the document has no openapi version', 'An OpenAPI document starts with `openapi: 3.1.0`.');
  if (!/^3\.[01]\./.test(String(openapi)))
    refuse('#/openapi', `OpenAPI ${String(openapi)} is not supported`, 'Use 3.0 or 3.1.');
  if (!isObject(info)) refuse('', 'the document has no info', 'Add info with a title and a version.');
}

interface SchemaError {
  readonly instancePath?: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

function diagnosticsOf(error: unknown): Diagnostic[] {
  const { details, message } = error as { details?: SchemaError[]; message: string };
  const hint = 'Mend the document; it must be valid OpenAPI 3.0 or 3.1.';
  if (!details?.length)
    return [
      {
        code: 'invalid-document',
        pointer: '',
        message: firstLine(message).replace('[object Object]', 'the document'),
        hint,
      },
    ];
  return details.slice(0, 20).map((detail) => ({
    code: 'invalid-document',
    pointer: `#${detail.instancePath ?? ''}`,
    message: `${detail.message ?? 'is not valid'}${offender(detail.params)}`,
    hint,
  }));
}

function offender(params: SchemaError['params']): string {
  const name = params?.unevaluatedProperty ?? params?.additionalProperty ?? params?.missingProperty;
  return typeof name === 'string' ? ` (${name})` : '';
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
