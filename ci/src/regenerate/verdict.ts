import { classOf, type Finding } from '@sdkgen/codegen';

/** What a change has to carry to land where it breaks users' code. */
export const LABEL = 'breaking';

/** Operations that are gone and were never deprecated. */
export const removedAtOnce = (findings: readonly Finding[]): string[] =>
  findings.filter(({ kind }) => kind === 'operation-removed-at-once').map(({ subject }) => subject);

/** Why a change of the document may not land with these labels; null where it may. */
export function whyNotLand(findings: readonly Finding[], labels: readonly string[]): string | null {
  const gone = removedAtOnce(findings);
  if (gone.length > 0)
    return `gone without having been deprecated: ${gone.join(', ')}\nDeprecate an operation in one version and remove it in a later one.`;
  if (classOf(findings) !== 'breaking' || labels.includes(LABEL)) return null;
  const breaking = findings.filter(({ classes }) => Object.values(classes).includes('breaking'));
  const lines = breaking.map(({ subject, words }) => `  ${subject} ${words}`);
  return `this breaks code of users:\n${lines.join('\n')}\nIt lands only with the label \`${LABEL}\`.`;
}
