import { type Diagnostic, Refused } from '@sdkgen/ir';
import type { JsonObject } from './json.ts';

/** Checks the document against the OpenAPI schemas. Its own resolvers are off: nothing is fetched or read. */
export async function validate(document: JsonObject): Promise<void> {
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

interface SchemaError {
  readonly instancePath?: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

function diagnosticsOf(error: unknown): Diagnostic[] {
  const { details, message } = error as { details?: SchemaError[]; message: string };
  const hint = 'Mend the document; it must be valid OpenAPI 3.0 or 3.1.';
  if (!details?.length) return [{ code: 'invalid-document', pointer: '', message: firstLine(message), hint }];
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
