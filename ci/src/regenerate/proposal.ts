import { git, TOUCHED } from './branch.ts';
import type { Change } from './change.ts';
import { LABEL } from './verdict.ts';

/** What a reviewer reads first: what it is to users, that it was proven, and what it changes. */
export async function proposalOf(change: Change, parity: string): Promise<string> {
  const label = change.isBreaking
    ? `This **breaks** code of users somewhere. It lands only with the label \`${LABEL}\`.\n\n`
    : '';
  const changed = await git('diff', '--cached', '--stat', '--', ...TOUCHED);
  return [
    `${label}Next version: ${change.bump ?? 'none'}.`,
    '',
    change.changelog,
    '',
    '## Parity',
    '',
    '```',
    parity.trim(),
    '```',
    '',
    '## Changed files',
    '',
    '```',
    changed.split('\n').slice(-60).join('\n'),
    '```',
    '',
  ].join('\n');
}
