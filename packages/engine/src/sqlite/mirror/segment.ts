import type { Micros } from '../../store.ts';

/** A row as a search compares it. */
export interface MirrorRow {
  id: number;
  sequence: number;
  entity: number;
  time: Micros;
  vector: Float32Array;
}

/** Numbers of a segment: a megabyte, so that memory comes and goes in small pieces. */
const NUMBERS = 262_144;
const MOST_ROWS = 4096;
const FEWEST_ROWS = 64;
/** Besides its numbers a row has its time, id, sequence and entity. */
const BESIDES = 4 * 8;

const rowsOf = (dimensions: number): number =>
  Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(NUMBERS / dimensions)));

export const segmentBytes = (dimensions: number): number => rowsOf(dimensions) * (4 * dimensions + BESIDES);

/** Some rows side by side, in the order they came, and the time between the first and the last of them: a search passes over what lies outside its window. */
export class Segment {
  readonly numbers: Float32Array;
  readonly times: Float64Array;
  readonly ids: Float64Array;
  readonly sequences: Float64Array;
  readonly entities: Float64Array;
  length = 0;
  first = Infinity;
  last = -Infinity;

  constructor(dimensions: number) {
    const rows = rowsOf(dimensions);
    this.numbers = new Float32Array(rows * dimensions);
    this.times = new Float64Array(rows);
    this.ids = new Float64Array(rows);
    this.sequences = new Float64Array(rows);
    this.entities = new Float64Array(rows);
  }

  get full(): boolean {
    return this.length === this.ids.length;
  }

  add({ id, sequence, entity, time, vector }: MirrorRow): void {
    const at = this.length++;
    this.numbers.set(vector, at * vector.length);
    this.times[at] = time;
    this.ids[at] = id;
    this.sequences[at] = sequence;
    this.entities[at] = entity;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
  }
}
