import { decode, type Encoding } from '../../encoding.ts';
import type { Micros } from '../../store.ts';
import type { Connection } from '../connection.ts';
import { type MirrorRow, Segment, segmentBytes } from './segment.ts';

interface Row extends Omit<MirrorRow, 'vector'> {
  encoding: Encoding;
  payload: Uint8Array | null;
  key: Uint8Array | null;
}

/** Rows read at a time while a block is filled: milliseconds. */
const READ = 250;
/** More new rows than these are not caught up with in one go, which would keep others waiting. */
const BEHIND = 20_000;

const OF = 'o.tenant = ? AND o.dimensions = ?';
const COLUMNS = 'o.id, o.sequence, o.entity, o.time, o.encoding, o.payload, k.payload AS key';
/** Through the primary key: what was stored since. */
const SINCE = `SELECT ${COLUMNS} FROM observations o NOT INDEXED LEFT JOIN observations k ON k.id = o.key WHERE o.id > ? AND ${OF}`;
const BETWEEN = `SELECT ${COLUMNS} FROM observations o LEFT JOIN observations k ON k.id = o.key
  WHERE ${OF} AND o.encoding IN (0, 1, 2) AND o.time >= ? AND o.time < ?`;
/** The time of the row that many before a time; of each encoding the index gives them in order. */
const latest = (encoding: number) =>
  `SELECT * FROM (SELECT o.time FROM observations o WHERE ${OF} AND o.encoding = ${encoding} AND o.time < ? ORDER BY o.time DESC LIMIT ${READ})`;
const EARLIER = `${[0, 1, 2].map(latest).join(' UNION ALL ')} ORDER BY time DESC LIMIT 1 OFFSET ${READ - 1}`;

/** The latest rows of one tenant and one vector length: every one that was observed at `from` or later is here. */
export class Block {
  readonly #connection: Connection;
  readonly #tenant: number;
  readonly #dimensions: number;
  #segments: Segment[] = [];
  #filling: Segment | undefined;
  #appending: Segment | undefined;
  #seen: number;
  #from: Micros = Infinity;
  /** No memory is left for more. */
  #ended = false;
  /** Rows went that are still here. */
  stale = false;

  constructor(connection: Connection, tenant: number, dimensions: number) {
    this.#connection = connection;
    this.#tenant = tenant;
    this.#dimensions = dimensions;
    this.#seen = this.#newest();
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  get bytes(): number {
    return this.#segments.length * segmentBytes(this.#dimensions);
  }

  get done(): boolean {
    return this.#ended || this.#from === -Infinity || this.stale;
  }

  covers(start: Micros): boolean {
    return start >= this.#from;
  }

  /** Takes in what was stored since, and is stale where that is too much. */
  catchUp(): void {
    const newest = this.#newest();
    if (newest === this.#seen) return;
    if (newest - this.#seen > BEHIND) {
      this.stale = true;
      return;
    }
    for (const row of this.#connection.each<Row>(SINCE, this.#seen, this.#tenant, this.#dimensions))
      if (row.time >= this.#from) this.#appending = this.#add(row, this.#appending);
    this.#seen = newest;
  }

  /** Takes in some rows that were observed before those that are here. */
  fill(): void {
    this.catchUp();
    if (this.done) return;
    const of = [this.#tenant, this.#dimensions];
    const before = Math.min(this.#from, Number.MAX_SAFE_INTEGER);
    const values = [...of, before, ...of, before, ...of, before];
    const from = this.#connection.get<{ time: Micros }>(EARLIER, ...values)?.time ?? -Infinity;
    const start = Math.max(from, Number.MIN_SAFE_INTEGER);
    for (const row of this.#connection.each<Row>(BETWEEN, ...of, start, before))
      this.#filling = this.#add(row, this.#filling);
    this.#from = from;
  }

  /** Lets go of the earliest rows: windows that begin with them are not answered from here any more. */
  shed(): void {
    this.#ended = true;
    const [earliest] = this.#segments.toSorted((a, b) => a.last - b.last);
    if (!earliest) return;
    this.#segments = this.#segments.filter((segment) => segment !== earliest);
    this.#from = Math.max(this.#from, earliest.last + 1);
    if (this.#appending === earliest) this.#appending = undefined;
  }

  #add({ encoding, payload, key, ...row }: Row, current: Segment | undefined): Segment {
    let segment = current;
    if (!segment || segment.full) {
      segment = new Segment(this.#dimensions);
      this.#segments.push(segment);
    }
    segment.add({ ...row, vector: decode(encoding, payload, key) });
    return segment;
  }

  #newest(): number {
    return this.#connection.get<{ id: number | null }>('SELECT max(id) AS id FROM observations')?.id ?? 0;
  }
}
