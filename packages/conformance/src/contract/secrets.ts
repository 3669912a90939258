import { printJson } from '../exact/json.ts';
import type { Case } from '../fixtures/case.ts';
import type { Answer } from '../scoring/answer.ts';

const CANARY = 'canary-7f3a';
const AUTH = {
  ContractBearer: CANARY,
  ContractKey: CANARY,
  ContractQuery: CANARY,
  ContractCookie: CANARY,
};

const FAILURES: readonly (readonly [name: string, answer: Answer, status: number | null])[] = [
  ['refused', { status: 401, json: { code: 'no', message: 'Wrong key' } }, 401],
  ['not found', { status: 404 }, 404],
  ['a server that fails', { status: 500, text: '<h1>Oops</h1>' }, 500],
  ['redirected', { status: 302, headers: { Location: '{other}/x' } }, 302],
  ['cut', { json: 'fine', fault: { at: 'start', how: 'reset' } }, null],
  ['too slow', { json: 'fine', fault: { at: 'start', how: 'stall' } }, null],
  ['not JSON', { headers: { 'Content-Type': 'application/json' }, text: '{' }, 200],
];

/** Whatever goes wrong, credentials are in no answer and no line of the driver's. */
export const secretCases: readonly Case[] = FAILURES.map(
  ([name, answer, status]): Case => ({
    name: `secrets: ${name}`,
    feature: 'Secrets stay secret',
    call: {
      operation: 'contractSecret',
      params: { query: { n: 1 } },
      client: { auth: AUTH, options: { max_retries: 0, timeout_ms: 700 } },
    },
    answers: [answer],
    wire: [
      {
        method: 'GET',
        target: `/contract/secret?n=1&contract_key=${CANARY}`,
        headers: {
          Authorization: `Bearer ${CANARY}`,
          'X-Contract-Key': CANARY,
          Cookie: `contract_session=${CANARY}`,
        },
      },
    ],
    gives: { error: {}, ...(answer.fault ? {} : { status }) },
    also: ({ answer, stderr }) =>
      [printJson(answer), stderr]
        .filter((text) => text.includes(CANARY))
        .map((got) => ({ what: 'a secret', expected: 'nowhere', got })),
  }),
);
