import type { Write } from './writes.ts';

/** What was asked of a server that may be killed, and what it acknowledged. */
export class Ledger {
  readonly acknowledged: Write[] = [];
  /** Sent, and cut off before an answer came. */
  readonly open: Write[] = [];

  /** Entities that must be there, exactly once each. */
  get mustBe(): Set<string> {
    const all = new Set(this.acknowledged.flatMap(({ makes }) => makes));
    for (const { ends } of [...this.acknowledged, ...this.open]) if (ends !== undefined) all.delete(ends);
    return all;
  }

  /** Entities that may be there besides: of writes that nobody was told about. */
  get mayBe(): Set<string> {
    const ended = this.open.flatMap(({ ends }) => (ends === undefined ? [] : [ends]));
    return new Set([...this.open.flatMap(({ makes }) => makes), ...ended]);
  }
}
