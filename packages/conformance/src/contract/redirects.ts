import type { Case } from '../fixtures/case.ts';

const AUTH = {
  ContractBearer: 'canary-b',
  ContractKey: 'canary-k',
  ContractQuery: 'canary-q',
  ContractCookie: 'canary-c',
};
const SENT = { Authorization: 'Bearer canary-b', 'X-Contract-Key': 'canary-k', Cookie: 'contract_session=canary-c' };
const POST_SENT = { Authorization: 'Bearer canary-b', 'X-Contract-Key': 'canary-k' };

/** A redirect is an error in every language: whoever follows it may carry credentials where nobody sent them. */
export const redirectCases: readonly Case[] = [301, 302, 303, 307, 308].flatMap((status) =>
  (['other', 'origin'] as const).flatMap((host): Case[] => {
    const headers = { Location: `{${host}}/elsewhere` };
    const name = `redirect: ${status} to ${host === 'other' ? 'another host' : 'the same host'}`;
    const common = { feature: 'Redirects are not followed', answers: [{ status, headers }] };
    const gives = { status, attempts: 1, error: {} };
    return [
      {
        ...common,
        name,
        call: { operation: 'contractSecret', client: { auth: AUTH, options: { max_retries: 2 } } },
        wire: [{ method: 'GET', target: '/contract/secret?contract_key=canary-q', headers: SENT }],
        gives,
      },
      {
        ...common,
        name: `${name}, POST`,
        call: { operation: 'contractSecretPost', body: 'a', client: { auth: AUTH } },
        wire: [{ method: 'POST', target: '/contract/secret', headers: POST_SENT, body: { json: 'a' } }],
        gives,
      },
    ];
  }),
);
