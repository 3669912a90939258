import type { Excepted } from './exceptions.ts';
import type { Finding } from './finding.ts';
import type { Cell, Matrix } from './matrix.ts';

/** All a run found, as it is written beside the page. */
export interface Report {
  readonly isRight: boolean;
  readonly matrix: Matrix;
  readonly findings: readonly Finding[];
  readonly excepted: Excepted['excepted'];
  readonly stale: readonly string[];
  /** How many cases ran in each language. */
  readonly cases: Readonly<Record<string, number>>;
}

export function cellsOf({ rows }: Matrix): { operation: string; feature: string; language: string; cell: Cell }[] {
  return rows.flatMap(({ operation, cells }) =>
    Object.entries(cells).flatMap(([feature, byLanguage]) =>
      Object.entries(byLanguage).map(([language, cell]) => ({ operation, feature, language, cell })),
    ),
  );
}

/** Right is no finding, no stale exception and no cell that fails. */
export const isRight = (findings: readonly Finding[], stale: readonly string[], matrix: Matrix): boolean =>
  findings.length === 0 && stale.length === 0 && cellsOf(matrix).every(({ cell }) => cell.state !== 'fail');
