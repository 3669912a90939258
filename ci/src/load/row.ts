/** What everyone is asked, and the true answers. */
export interface Asked {
  readonly k: number;
  readonly queries: readonly {
    readonly share: number;
    readonly first: number;
    readonly last: number;
    readonly query: number[];
    readonly nearest: readonly number[];
  }[];
}

export interface Size {
  readonly rows: number;
  readonly dimensions: number;
}

export interface Window {
  readonly share: number;
  readonly p50: number;
  readonly p95: number;
  readonly recall: number;
}

export interface Figures {
  readonly rowsPerSecond: number;
  readonly coldMs: number;
  readonly mib: number;
  readonly windows: readonly Window[];
  /** How busy the machine was with other things, at the start and the end. */
  readonly load: readonly [number, number];
}

/** One contestant on one size: its figures, or why there are none. */
export type Row = Size & { readonly name: string } & (Figures | { readonly notMeasured: string });

export const isMeasured = (row: Row | undefined): row is Size & { name: string } & Figures =>
  row !== undefined && 'windows' in row;

export const sizeName = ({ rows, dimensions }: Size): string => `${rows.toLocaleString('en')} of ${dimensions}`;
