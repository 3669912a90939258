import { SdkError } from '../src/runtime/error.js';
import { type Codecs, codecFor } from './operation.js';
import { headersOf } from './perform.js';
import { jsonOf } from './values.js';

/** What an error says of itself. One that is none of the SDK's is the driver refusing what has no place in a typed call. */
export async function failureOf(error: unknown, errors: Codecs): Promise<{ ok: false; error: object }> {
  if (!(error instanceof SdkError)) {
    const message = error instanceof Error ? describe(error) : String(error);
    return { ok: false, error: { type: 'InvalidArgumentError', code: 'invalid_argument', message } };
  }
  const { name, code, message, requestId, retryAfter, status, headers, attempts, body } = error;
  return {
    ok: false,
    ...(status !== null && { status }),
    ...(headers !== null && { headers: headersOf(headers) }),
    error: {
      type: name,
      code,
      message,
      request_id: requestId,
      retry_after: retryAfter,
      ...('lastEventId' in error && { last_event_id: error.lastEventId }),
      ...(body !== undefined && { body: await bodyOf(body, codecFor(errors, status ?? 0)) }),
    },
    ...(attempts > 0 && { attempts }),
  };
}

/** Of a value that does not decode, the place is what helps. */
function describe(error: Error): string {
  return 'describe' in error && typeof error.describe === 'function' ? error.describe('') : error.message;
}

/** A body that was not what the document says is left as it came. */
async function bodyOf(body: unknown, codec: ReturnType<typeof codecFor>): Promise<unknown> {
  try {
    return codec ? await jsonOf(codec, body) : body;
  } catch {
    return body;
  }
}
