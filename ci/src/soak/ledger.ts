/** What clients know of what they did: the server's own record is held against it. */
export class Ledger {
  /** Writes the SDK said are stored, and those it does not know of, by entity. */
  readonly acknowledged = new Set<string>();
  readonly unknown = new Set<string>();
  /** Ids of events, by follower, in the order they came. */
  readonly followed = new Map<string, string[]>();
  readonly counts = new Map<string, number>();
  readonly findings: string[] = [];

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }
}

/** The server's own record: how often each entity was stored, and the ids of all changes in order. */
export interface Record {
  readonly stored: ReadonlyMap<string, number>;
  readonly changes: readonly string[];
}

const SHOWN = 5;

/** Where what clients know and what the server has do not agree. */
export function disagreements({ acknowledged, unknown, followed }: Ledger, { stored, changes }: Record): string[] {
  const some = (what: string, all: readonly string[]): string[] =>
    all.length > 0 ? [`${all.length} ${what}: ${all.slice(0, SHOWN).join(', ')}`] : [];
  const lost = [...acknowledged].filter((entity) => !stored.has(entity));
  const doubled = [...stored].filter(([, times]) => times > 1).map(([entity]) => entity);
  const strange = [...stored.keys()].filter((entity) => !acknowledged.has(entity) && !unknown.has(entity));
  return [
    ...some('acknowledged writes are lost', lost),
    ...some('writes are doubled', doubled),
    ...some('writes nobody made', strange),
    ...[...followed].flatMap(([name, ids]) => eventFindings(name, ids, changes)),
  ];
}

/** Followers must have seen all there was from the beginning, each once and in order, as far as they came. */
function eventFindings(name: string, ids: readonly string[], changes: readonly string[]): string[] {
  const at = ids.findIndex((id, place) => id !== changes[place]);
  if (ids.length === 0) return [`${name}: saw nothing`];
  if (at < 0) return [];
  const repeated = ids.indexOf(ids[at] ?? '') < at;
  return [`${name}: ${repeated ? 'a repeated' : 'another'} event at ${at}: ${ids[at]} instead of ${changes[at]}`];
}
