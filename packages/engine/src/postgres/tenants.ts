import { sql } from 'kysely';
import type { Micros } from '../store.ts';
import { now } from '../time.ts';
import type { Session } from './session.ts';

/** A tenant's row: its sequence, how far its change log was dropped, and what it holds. */
export interface Tenant {
  id: number;
  sequence: number;
  dropped: number;
  entities: number;
  observations: number;
  /** How many numbers its vectors have together. */
  numbers: number;
  /** The record time of the write under way, or of the last one. */
  clock: Micros;
  /** How many deleted observations are kept, and the instant before which some are missing. */
  past: number;
  past_from: Micros | null;
}

const SELECT = sql<Tenant>`SELECT id, sequence, dropped, entities, observations, numbers, clock, past, past_from FROM tenants`;

export const nobody: Tenant = {
  id: 0,
  sequence: 0,
  dropped: 0,
  entities: 0,
  observations: 0,
  numbers: 0,
  clock: 0,
  past: 0,
  past_from: null,
};

/** Reading never creates a tenant: one that has written nothing is an empty one. */
export const findTenant = async (session: Session, name: string): Promise<Tenant> =>
  (await session.get(sql<Tenant>`${SELECT} WHERE name = ${name}`)) ?? nobody;

/**
 * The tenant to write for, locked until the transaction ends. All its writers, on whatever server, pass here one after the
 * other: that is what makes its sequences grow in the order of commits, and the change log one without late arrivals.
 */
export async function lockTenant(session: Session, name: string): Promise<Tenant> {
  const locked = () => session.get(sql<Tenant>`${SELECT} WHERE name = ${name} FOR UPDATE`);
  const tenant = await locked();
  if (tenant) return tenant;
  await session.run(sql`INSERT INTO tenants (name) VALUES (${name}) ON CONFLICT DO NOTHING`);
  return (await locked()) as Tenant;
}

/** The tenant at its next record time: later than that of every write before, whatever the machines' clocks say. */
export const nextInstant = (tenant: Tenant): Tenant => ({ ...tenant, clock: Math.max(now(), tenant.clock + 1) });

export async function saveTenant(session: Session, tenant: Tenant): Promise<void> {
  const { id, sequence, dropped, entities, observations, numbers, clock, past, past_from } = tenant;
  await session.run(sql`UPDATE tenants SET sequence = ${sequence}, dropped = ${dropped}, entities = ${entities},
    observations = ${observations}, numbers = ${numbers}, clock = ${clock}, past = ${past}, past_from = ${past_from}
    WHERE id = ${id}`);
}
