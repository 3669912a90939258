// Part of what Nx keys `generate` by: a number of this checkout's own, made when it is first asked for. `nx.json` has it printed.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './paths.ts';

const PATH = inRoot('.nx', 'generate-key');

/**
 * Nx keys a run by the state it found, `sdks/` included, and shares what it knows between checkouts. A run that changed that
 * state, or read a document Nx knows only the name of, must never be taken for another: it changes the key behind it.
 */
export function changeGenerateKey(): string {
  const key = randomUUID();
  mkdirSync(inRoot('.nx'), { recursive: true });
  writeFileSync(PATH, key);
  return key;
}

function readGenerateKey(): string | null {
  try {
    return readFileSync(PATH, 'utf8');
  } catch {
    return null;
  }
}

if (import.meta.main) process.stdout.write(readGenerateKey() ?? changeGenerateKey());
