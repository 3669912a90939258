import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Event } from './events.ts';

type Change = Extract<Event, { kind: 'write' | 'truncate' }>;

interface File {
  durable: Buffer;
  pending: Change[];
  /** Whether its directory was synced since it was made: else its name may be lost with all that is in it. */
  named: boolean;
}

/** What of that which was not synced is there after the power is back. */
export type Fate = 'nothing' | 'everything' | 'some';
export const FATES: readonly Fate[] = ['nothing', 'everything', 'some'];

const SECTOR = 512;

/** A disk that promises what POSIX does and no more: only what was synced stays, of the rest any part, in any order, torn at sectors. */
export class Disk {
  readonly #files = new Map<string, File>();
  readonly #folders = new Map<string, { named: boolean }>();
  /** Names that were removed, and may be there again. */
  readonly #removed = new Map<string, File>();

  apply(event: Event): void {
    if (event.kind === 'said') return;
    const { path } = event;
    const file = this.#files.get(path);
    switch (event.kind) {
      case 'create':
        if (!file) this.#files.set(path, { durable: Buffer.alloc(0), pending: [], named: false });
        break;
      case 'mkdir':
        this.#folders.set(path, { named: false });
        break;
      case 'unlink':
        if (file) this.#removed.set(path, file);
        this.#files.delete(path);
        break;
      case 'write':
      case 'truncate':
        file?.pending.push(event);
        break;
      case 'sync':
        if (file) this.#settle(file);
        else this.#syncFolder(path);
    }
  }

  #settle(file: File): void {
    file.durable = contents(file, file.pending);
    file.pending = [];
  }

  #syncFolder(path: string): void {
    const inside = (name: string): boolean => dirname(name) === path.replace(/\/$/, '');
    for (const [name, file] of this.#files) if (inside(name)) file.named = true;
    for (const [name, folder] of this.#folders) if (inside(name)) folder.named = true;
    for (const name of this.#removed.keys()) if (inside(name)) this.#removed.delete(name);
  }

  /** Files that are there after the power is back, with what is in them. */
  left(fate: Fate, random: () => number): [path: string, bytes: Buffer][] {
    const stays = (named: boolean): boolean => named || fate === 'everything' || (fate === 'some' && random() < 0.5);
    const lost = [...this.#folders].filter(([, { named }]) => !stays(named)).map(([path]) => path);
    const isLost = (path: string): boolean => lost.some((folder) => path.startsWith(`${folder}/`));
    const removed = [...this.#removed].filter(([path]) => !this.#files.has(path));
    const back = fate === 'everything' ? [] : removed.filter(() => stays(false));
    return [...this.#files, ...back]
      .filter(([path, { named }]) => !isLost(path) && stays(named))
      .map(([path, file]) => [path, leftOf(file, fate, random)]);
  }

  /** Writes what is left below another folder. */
  async image(from: string, to: string, fate: Fate, random: () => number): Promise<void> {
    for (const [path, bytes] of this.left(fate, random)) {
      const place = join(to, relative(from, path));
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, bytes);
    }
  }
}

function leftOf(file: File, fate: Fate, random: () => number): Buffer {
  if (fate === 'nothing') return file.durable;
  if (fate === 'everything') return contents(file, file.pending);
  return contents(
    file,
    file.pending.flatMap((change) => torn(change, random)),
  );
}

/** Sectors of a write, each there or not. */
function torn(change: Change, random: () => number): Change[] {
  if (change.kind === 'truncate') return random() < 0.5 ? [change] : [];
  const parts: Change[] = [];
  const whole = random();
  for (let start = 0; start < change.bytes.length; ) {
    const end = Math.min(start + SECTOR - ((change.offset + start) % SECTOR), change.bytes.length);
    const isThere = whole < 0.4 || (whole < 0.8 ? false : random() < 0.5);
    if (isThere) parts.push({ ...change, offset: change.offset + start, bytes: change.bytes.subarray(start, end) });
    start = end;
  }
  return parts;
}

function contents({ durable }: File, changes: readonly Change[]): Buffer {
  let size = durable.length;
  for (const change of changes)
    size =
      change.kind === 'truncate' ? Math.max(size, change.size) : Math.max(size, change.offset + change.bytes.length);
  const bytes = Buffer.alloc(size);
  durable.copy(bytes);
  let end = durable.length;
  for (const change of changes) {
    if (change.kind === 'write') {
      change.bytes.copy(bytes, change.offset);
      end = Math.max(end, change.offset + change.bytes.length);
    } else {
      if (change.size < end) bytes.fill(0, change.size, end);
      end = change.size;
    }
  }
  return bytes.subarray(0, end);
}
