interface Titled {
  readonly id: string;
  readonly title: string;
}

/**
 * What changesets say to the users of each language. A changeset of a document has a section for each group of languages, under a
 * heading with their titles; one that somebody wrote has none, and is said to all.
 */
export function changesByLanguage(
  summaries: readonly string[],
  languages: readonly Titled[],
): Readonly<Record<string, string>> {
  const sections = summaries.flatMap((summary) => summary.trim().split(/^(?=### )/m)).map(sectionOf);
  const told = languages.flatMap(({ id, title }) => {
    const texts = sections.filter(({ titles }) => titles === null || titles.includes(title)).map(({ text }) => text);
    return texts.length > 0 ? [[id, texts.join('\n\n')] as const] : [];
  });
  return Object.fromEntries(told);
}

/** `### Python (breaking), Go (addition)` and what stands below it. */
function sectionOf(section: string): { titles: readonly string[] | null; text: string } {
  const [, heading, text = ''] = /^### (.+)\n([\s\S]*)$/.exec(section) ?? [];
  if (heading === undefined) return { titles: null, text: section.trim() };
  return { titles: heading.split(', ').map((one) => one.replace(/ \([^)]*\)$/, '')), text: text.trim() };
}
