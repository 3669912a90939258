/** One line that only one of the readers has. */
export interface Difference {
  readonly reader: 'ours' | 'theirs';
  readonly line: string;
  /** Why the readers differ without either being wrong; null when nobody knows. */
  readonly reason: string | null;
}

export interface Comparison {
  readonly agreed: number;
  readonly differences: readonly Difference[];
}

/** What both say, and what one of them says alone. */
export function compare(ours: ReadonlySet<string>, theirs: ReadonlySet<string>): Comparison {
  const notes = /^(union|plain)\t/;
  const only = (reader: Difference['reader'], these: ReadonlySet<string>, those: ReadonlySet<string>): Difference[] =>
    [...these]
      .filter((line) => !those.has(line) && !notes.test(line))
      .map((line) => ({ reader, line, reason: reasonOf(reader, line, ours, theirs) }));
  return {
    agreed: [...ours].filter((line) => theirs.has(line) && !notes.test(line)).length,
    differences: [...only('ours', ours, theirs), ...only('theirs', theirs, ours)],
  };
}

function reasonOf(
  reader: Difference['reader'],
  line: string,
  ours: ReadonlySet<string>,
  theirs: ReadonlySet<string>,
): string | null {
  const [kind = '', model = ''] = line.split('\t');
  if (kind !== 'model' && kind !== 'field') return null;
  if (reader === 'theirs') {
    if (!ours.has(`model\t${model}`)) return 'it names inline schemas in its own way; ours are named where they stand';
    if (theirs.has(`union\t${model}`) || ours.has(`union\t${model}`))
      return 'it gives a union the members of all its variants; ours keeps the variants apart';
    return null;
  }
  if (ours.has(`plain\t${model}`)) return 'it has no models for maps, aliases and enums that are open';
  if (theirs.has(`union\t${model}`)) return 'a union of one choice is that choice in ours';
  return null;
}
