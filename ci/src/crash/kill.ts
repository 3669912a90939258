import { setTimeout } from 'node:timers/promises';
import { type Service, serve } from '../servers/service.ts';
import type { Place, StoreKind } from '../servers/stores.ts';
import { audit } from './audit.ts';
import { send } from './client.ts';
import { Ledger } from './ledger.ts';
import { drawing } from './random.ts';
import { verify } from './verify.ts';
import { type Write, write } from './writes.ts';

export interface KillReport {
  readonly store: string;
  readonly rounds: number;
  readonly acknowledged: number;
  /** Writes that a kill cut off. */
  readonly cut: number;
  readonly findings: readonly string[];
}

/** Writers at once, as many connections. */
const WRITERS = 6;
/** Acknowledgements after which the kill comes at the earliest, and how much later than the last of them. */
const FEWEST = 5;
const LATER_MS = 40;
/** Rounds on one directory or database, so that it is recovered again and again. */
const ROUNDS_OF_A_PLACE = 10;

/** Kills a server with SIGKILL while it writes, after `most` acknowledgements at the latest, starts it on the same data, and looks: round after round. */
export async function killRounds(
  store: StoreKind,
  rounds: number,
  seed: number,
  told: (round: number, findings: readonly string[]) => void,
  most = 80,
): Promise<KillReport> {
  const sum = { acknowledged: 0, cut: 0 };
  const findings: string[] = [];
  for (let first = 0; first < rounds; first += ROUNDS_OF_A_PLACE) {
    const place = await store.place();
    const ledger = new Ledger();
    try {
      for (let round = first; round < Math.min(first + ROUNDS_OF_A_PLACE, rounds); round += 1) {
        const { cut, found } = await killOnce(place, ledger, round, drawing(seed + round), most);
        sum.cut += cut;
        findings.push(...found.map((each) => `round ${round}: ${each}`));
        told(round, found);
      }
      sum.acknowledged += ledger.acknowledged.length;
    } finally {
      await place.clear();
    }
  }
  return { store: store.name, rounds, ...sum, findings };
}

async function killOnce(place: Place, ledger: Ledger, round: number, random: () => number, most: number) {
  const first = await serve(place);
  const enough = ledger.acknowledged.length + FEWEST + random() * (most - FEWEST);
  const writing = writeUntilCut(first, ledger, round, random);
  while (ledger.acknowledged.length < enough) await setTimeout(1);
  await setTimeout(random() * LATER_MS);
  await first.end('SIGKILL');
  // Every second time what is below the server goes too.
  if (round % 2 === 1) await place.crash?.();
  await writing;
  const cut = ledger.open.length;
  const found = await audit(place);
  const second = await serve(place);
  found.push(...(await verify(second.url, ledger, random)));
  const { code } = await second.end();
  if (code !== 0) found.push(`stopped, the server ended with ${code}`);
  return { cut, found: [...found, ...(await audit(place))] };
}

/** Writes from several connections until the server is gone; what was not answered stays open. */
async function writeUntilCut({ url }: Service, ledger: Ledger, round: number, random: () => number): Promise<void> {
  let number = 0;
  let gone = false;
  const deletable = ledger.acknowledged.filter(({ ends }) => ends === undefined).flatMap(({ makes }) => makes[0] ?? []);
  const ended = new Set(ledger.acknowledged.flatMap(({ ends }) => ends ?? []));
  const take = (): string | undefined => {
    const name = deletable.pop();
    return name !== undefined && ended.has(name) ? take() : name;
  };
  const next = (): Write => {
    number += 1;
    return write(round, number, random, random() < 0.3 ? take() : undefined);
  };
  const writer = async (): Promise<void> => {
    while (!gone) {
      const one = next();
      const sent = await send(url, one).catch(() => null);
      if (sent === null) {
        gone = true;
        ledger.open.push(one);
      } else if (sent.status < 300) ledger.acknowledged.push(one);
      else throw new Error(`${one.path} answered ${sent.status}: ${sent.text}`);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}
