import { readFile, stat } from 'node:fs/promises';
import { Refused } from '@sdkgen/ir';

/** Where a document's bytes come from. Nothing but the place the user named is read. */
const MAX_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

export async function readSource(source: string): Promise<Uint8Array> {
  return /^https?:\/\//i.test(source) ? fetchBytes(source) : readBytes(source);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > MAX_BYTES) throw tooLarge();
    return await readFile(path);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw refused('unreadable', `cannot read the document: ${reason(error)}`, 'Check the path and its permissions.');
  }
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: 'application/json, application/yaml;q=0.9, */*;q=0.1' },
    });
    if (!response.ok) {
      throw refused(
        'unreachable',
        `the server answered ${response.status}`,
        'Check that the URL serves the OpenAPI document.',
      );
    }
    return await readBounded(response);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw refused(
      'unreachable',
      `cannot fetch the document: ${reason(error)}`,
      'Check the URL and that the server is up.',
    );
  }
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Refused {
  return refused(
    'too-large',
    `the document is larger than ${MAX_BYTES / 1024 / 1024} MiB`,
    'Split it, or drop what the SDKs do not need.',
  );
}

function refused(code: string, message: string, hint: string): Refused {
  return new Refused([{ code, pointer: '', message, hint }]);
}

/** Node wraps the telling part of a network error in `cause`. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.message || cause?.code || error.message;
}
