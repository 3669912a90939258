import { StoreError } from '../errors.ts';
import type { KeptReceipt, Receipt } from '../store.ts';
import { now } from '../time.ts';
import type { Connection } from './connection.ts';
import type { Tenant } from './tenants.ts';

const DAY = 86_400_000_000;

/** Keeps an answer in the transaction of what it answers: after a crash there are both or neither. */
export function keepReceipt<Outcome>(
  connection: Connection,
  tenant: Tenant,
  receipt: Receipt<Outcome> | undefined,
  outcome: Outcome,
): void {
  if (!receipt) return;
  connection.run('DELETE FROM receipts WHERE at <= ?', now() - DAY);
  const { changes } = connection.run(
    `INSERT INTO receipts (tenant, operation, key, fingerprint, body, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    tenant.id,
    receipt.operation,
    receipt.key,
    receipt.fingerprint,
    receipt.body(outcome),
    now(),
  );
  if (changes === 0) throw new StoreError('conflict', 'a request with this Idempotency-Key was just done');
}

export function findReceipt(
  connection: Connection,
  tenant: Tenant,
  operation: string,
  key: string,
): KeptReceipt | null {
  return (
    connection.get<KeptReceipt>(
      'SELECT fingerprint, body FROM receipts WHERE tenant = ? AND operation = ? AND key = ? AND at > ?',
      tenant.id,
      operation,
      key,
      now() - DAY,
    ) ?? null
  );
}
