import { CHANGE_CLASSES, type ChangeClass, classOf, type Finding } from '@sdkgen/codegen';

const HEADINGS: Readonly<Record<ChangeClass, string>> = { breaking: 'Breaking', addition: 'Additions', fix: 'Fixes' };

/** For people: the gravest first, what languages differ in beside it. */
export function printFindings(findings: readonly Finding[], languages: readonly string[]): string {
  const groups = CHANGE_CLASSES.flatMap((kind) => {
    const some = findings.filter((finding) => classOf([finding]) === kind);
    return some.length === 0 ? [] : [`${HEADINGS[kind]}:`, ...some.flatMap(linesOf), ''];
  });
  const classes = languages.map((id) => `${id} ${worstOf(findings, id) ?? 'nothing'}`);
  return [...groups, `${count(findings.length)}: ${classes.join(', ')}`, ''].join('\n');
}

const count = (changes: number): string => (changes === 1 ? '1 change' : `${changes} changes`);

function linesOf({ subject, words, classes, migration, pointer }: Finding): string[] {
  const kinds = new Set(Object.values(classes));
  const apart =
    kinds.size > 1
      ? ` [${Object.entries(classes)
          .map(([id, kind]) => `${id} ${kind}`)
          .join(', ')}]`
      : '';
  return [`  ${subject} ${words}${apart}`, ...(migration ? [`    ${migration}`] : []), `    ${pointer}`];
}

export function worstOf(findings: readonly Finding[], language: string): ChangeClass | null {
  return classOf(findings.map(({ classes, ...rest }) => ({ ...rest, classes: only(classes, language) })));
}

const only = (classes: Finding['classes'], language: string): Finding['classes'] => {
  const kind = classes[language];
  return kind ? { [language]: kind } : {};
};

export function findingsAsJson(findings: readonly Finding[], languages: readonly string[]): string {
  const classes = Object.fromEntries(languages.map((id) => [id, worstOf(findings, id)]));
  return `${JSON.stringify({ class: classOf(findings), languages: classes, findings }, null, 2)}\n`;
}
