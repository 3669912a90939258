import type { Api, Operation } from '@sdkgen/ir';
import type { SuiteCase } from '@vectorscaledb/conformance';
import { argumentNames, isCollected } from './operations.ts';

/** The SDK behind the server sends these again, with waits; that is a matter of the SDK. */
const RETRIED = [408, 425, 429];

/**
 * The cases every SDK is asked, as far as they are of a tool. What is left out: headers and attempts, which no agent sees; an argument
 * that is null, since one of a tool is there or not; what a newer server adds to the sums of a bulk call, of which an agent is told
 * item by item; feeds, which tools collect by another operation.
 */
export function toolCases({ operations }: Api, cases: readonly SuiteCase[]): SuiteCase[] {
  const byName = new Map(operations.map((operation) => [operation.name.wire, operation]));
  return cases.flatMap((one) => {
    const operation = byName.get(one.call.operation);
    return operation && isOfATool(operation, one) ? [asked(operation, one)] : [];
  });
}

function isOfATool(operation: Operation, { fixture, call, name, gives, answers }: SuiteCase): boolean {
  if (fixture !== 'generated' || call.transport !== undefined || name.endsWith(': null')) return false;
  if (isCollected(operation) || (operation.shape.kind === 'bulk' && name.endsWith(': unknown'))) return false;
  const [{ status = 200 } = {}] = answers;
  return gives.error === undefined || (status < 500 && !RETRIED.includes(status));
}

function asked(operation: Operation, { also: _, ...one }: SuiteCase): SuiteCase {
  const { params = {} } = one.call;
  // Tools leave vectors out, where the operation itself cannot, unless they are asked for.
  const query = argumentNames(operation).has(VECTORS) ? params.query : { ...params.query, [VECTORS]: true };
  return {
    ...one,
    call: { ...one.call, params: { ...params, ...(query && { query }) }, client: { options: {} } },
    wire: (one.wire ?? []).map((request) => ({ ...request, headers: {} })),
    gives: givesOf(one),
  };
}

const VECTORS = 'include_vectors';

function givesOf({ gives: { value = null, items, error } }: Pick<SuiteCase, 'gives'>): SuiteCase['gives'] {
  const body = error?.body as { readonly code?: string } | undefined;
  if (error) return { error: { code: error.code ?? body?.code ?? null } };
  return { value: items ? { items, next_cursor: null } : value };
}
