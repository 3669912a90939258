import { setTimeout as pause } from 'node:timers/promises';
import { Driver } from '@vectorscaledb/conformance';
import { drawing } from '../crash/random.ts';
import { serve } from '../servers/service.ts';
import { STORES } from '../servers/stores.ts';
import { driverEnvironment } from '../wire/build.ts';
import { disagreements, Ledger } from './ledger.ts';
import { faultyWay, type Harm } from './proxy.ts';
import { Directly } from './record.ts';
import { findingsOf, type Held, heldBy, socketsOf } from './resources.ts';
import { type Course, follow, read, write } from './roles.ts';

/** The drivers of languages, each by its name. */
export interface Part {
  readonly language: string;
  readonly program: string;
}

export interface Report {
  readonly seed: number;
  readonly minutes: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly harm: Harm;
  readonly stored: number;
  readonly changes: number;
  readonly held: Readonly<Record<string, { readonly mib: number; readonly sockets: number }>>;
  readonly findings: readonly string[];
}

const KEY = 'soak-key';
const FIRST = 'first';
const SAMPLE_MS = 1000;
/** Sockets a server has besides those of clients. */
const OWN_SOCKETS = 8;

/** Mixed load of all languages at once over connections that break, then the server's record against the clients'. */
export async function soak(parts: readonly Part[], minutes: number, seed: number): Promise<Report> {
  const [store] = STORES;
  if (!store) throw new Error('there is no store');
  const place = await store.place();
  const service = await serve({ args: [...place.args, '--api-key', `${KEY}=soak`], env: place.env });
  const way = await faultyWay(service.url, seed);
  const ledger = new Ledger();
  const drivers: { readonly name: string; readonly driver: Driver; readonly samples: Held[] }[] = [];
  try {
    const directly = new Directly(service.url, KEY);
    ledger.acknowledged.add(FIRST);
    const [start = ''] = await directly.changes(undefined, () => directly.store(FIRST, [1, 0, 0, 0, 0, 0, 0, 0]));
    const end = Date.now() + minutes * 60_000;
    const random = drawing(seed + 1);
    let followers = parts.length * 2;
    const course: Course = {
      client: { base_url: way.url, auth: { ApiKey: KEY }, options: { max_retries: 4 } },
      ledger,
      random,
      start,
      isOver: () => Date.now() >= end,
      isFollowed: () => followers > 0,
    };
    const open = (name: string, program: string): Driver => {
      const driver = new Driver(program, driverEnvironment());
      drivers.push({ name, driver, samples: [] });
      return driver;
    };
    const followed = (name: string, program: string, transport?: 'websocket') =>
      follow(name, open(name, program), course, transport).finally(() => {
        followers -= 1;
      });
    const roles = parts.flatMap(({ language, program }) => [
      write(`${language}`, open(`${language} writer`, program), course),
      read(open(`${language} reader`, program), course),
      followed(`${language} by events`, program),
      followed(`${language} by WebSocket`, program, 'websocket'),
    ]);
    const sampling = setInterval(() => {
      for (const { driver, samples } of drivers) samples.push(heldBy(driver.pid));
    }, SAMPLE_MS);
    try {
      await Promise.all(roles);
    } finally {
      clearInterval(sampling);
    }
    const record = await directly.record(start);
    ledger.findings.push(...disagreements(ledger, record));
    for (const { name, samples } of drivers) ledger.findings.push(...findingsOf(name, samples));
    for (const { name, driver } of drivers) {
      const code = await driver.end();
      if (code !== 0) ledger.findings.push(`${name}: ended with ${code ?? 'a kill'}`);
    }
    await way.close();
    await pause(SAMPLE_MS);
    const left = socketsOf(service.pid);
    if (left > OWN_SOCKETS) ledger.findings.push(`the server is left with ${left} sockets`);
    return {
      seed,
      minutes,
      counts: Object.fromEntries([...ledger.counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      harm: way.harm,
      stored: record.stored.size,
      changes: record.changes.length,
      held: Object.fromEntries(drivers.map(({ name, samples }) => [name, mostOf(samples)])),
      findings: ledger.findings,
    };
  } finally {
    for (const { driver } of drivers) driver.kill();
    await service.end();
    await place.clear();
  }
}

function mostOf(samples: readonly Held[]): Held {
  return {
    mib: Math.round(Math.max(0, ...samples.map(({ mib }) => mib))),
    sockets: Math.max(0, ...samples.map(({ sockets }) => sockets)),
  };
}
