import type { Cost } from './measure.ts';

/** One line of the report: a cost, or why there is none. */
export type Row = { readonly name: string; readonly what: string } & (
  | { readonly cost: Cost; readonly runs: number }
  | { readonly notMeasured: string }
);

export async function row(name: string, what: string, runs: number, cost: () => Promise<Cost>): Promise<Row> {
  try {
    return { name, what, runs, cost: await cost() };
  } catch (error) {
    return { name, what, notMeasured: (error as Error).message };
  }
}
