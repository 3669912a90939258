import { sql } from 'kysely';
import { StoreError } from '../errors.ts';
import type { KeptReceipt, Receipt } from '../store.ts';
import { now } from '../time.ts';
import type { Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { toText } from './text.ts';

const DAY = 86_400_000_000;

/** Keeps an answer in the transaction of what it answers. Of two servers that try one key at once the later finds the earlier's. */
export async function keepReceipt<Outcome>(
  session: Session,
  tenant: Tenant,
  receipt: Receipt<Outcome> | undefined,
  outcome: Outcome,
): Promise<void> {
  if (!receipt) return;
  await session.run(sql`DELETE FROM receipts WHERE tenant = ${tenant.id} AND at <= ${now() - DAY}`);
  const { operation, key, fingerprint } = receipt;
  const kept = await session.run(sql`INSERT INTO receipts (tenant, operation, key, fingerprint, body, at)
    VALUES (${tenant.id}, ${operation}, ${toText(key)}, ${fingerprint}, ${receipt.body(outcome)}, ${now()})
    ON CONFLICT DO NOTHING`);
  if (kept === 0) throw new StoreError('conflict', 'a request with this Idempotency-Key was just done');
}

export async function findReceipt(session: Session, tenant: Tenant, operation: string, key: string) {
  const receipt = await session.get(sql<KeptReceipt>`SELECT fingerprint, body FROM receipts
    WHERE tenant = ${tenant.id} AND operation = ${operation} AND key = ${toText(key)} AND at > ${now() - DAY}`);
  return receipt ? { fingerprint: receipt.fingerprint, body: receipt.body } : null;
}
