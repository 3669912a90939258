import type { Built } from './packages.ts';

export type Status = 'not published' | 'published' | 'published, installed and run';

/** What the release's page says of one package. */
export interface Entry {
  readonly built: Built;
  status: Status;
}

/** The page of a release: what of it is where, so that nobody meets a version that is only half there without being told. */
export function releasePage(version: string, entries: readonly Entry[]): string {
  const missing = entries.filter(({ status }) => status === 'not published');
  const whole =
    missing.length === 0
      ? 'Every package of this version is published.'
      : `**Not complete yet.** Still to come: ${missing.map(({ built }) => built.target.language.title).join(', ')}.`;
  const rows = entries.map(
    ({ built, status }) =>
      `| ${built.target.language.title} | ${built.name} | ${built.version} | ${built.registry} | ${status} |`,
  );
  const sums = entries.flatMap(({ built }) => Object.entries(built.checksums).map(([file, sum]) => `${sum}  ${file}`));
  return [
    `# ${version}`,
    '',
    whole,
    '',
    '| | package | version | registry | |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '## SHA-256',
    '',
    '```',
    ...sums,
    '```',
    '',
  ].join('\n');
}
