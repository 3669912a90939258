import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Language, Target } from '@sdkgen/codegen';
import { SOURCES } from './home.ts';

/** A folder of `generators/` whose `package.json` says that it renders something. */
export interface Discovered<T extends Target> {
  readonly id: string;
  /** Loaded when asked for, so that one target does not pay for all. */
  load(): Promise<T>;
}

export interface Discoveries {
  readonly languages: readonly Discovered<Language>[];
  /** Rendered only where they are named: what a document gives besides SDKs. */
  readonly others: readonly Discovered<Target>[];
}

/** The member of `package.json`: what it renders, and where it stands in tables and reports. */
interface Says {
  readonly renders: 'language' | 'other';
  readonly place: number;
}

/** No list names the targets: a folder more is a target more. A published package, which has no such folders, has this list built in. */
export const discoveries: Discoveries = discover();

function discover(): Discoveries {
  const said = readdirSync(SOURCES)
    .flatMap((id) => {
      const says = sayingsOf(id);
      return says ? [{ id, ...says }] : [];
    })
    .sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
  const of = <T extends Target>(kind: Says['renders']) =>
    said.filter(({ renders }) => renders === kind).map(({ id }) => ({ id, load: () => loadTarget<T>(id) }));
  return { languages: of<Language>('language'), others: of<Target>('other') };
}

function sayingsOf(id: string): Says | null {
  const manifest = new URL(`../../${id}/package.json`, import.meta.url);
  return existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')).sdkgen ?? null) : null;
}

/** It is exported under its own name. */
async function loadTarget<T extends Target>(id: string): Promise<T> {
  const module = await import(new URL(`../../${id}/src/index.ts`, import.meta.url).href);
  const target = module[id];
  if (target?.id !== id) throw new Error(`generators/${id} exports no ${id}, the target its package.json speaks of`);
  return target;
}
