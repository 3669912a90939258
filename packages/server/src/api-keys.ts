import { readFileSync } from 'node:fs';

/** All API keys given: by flag, by file (one a line, `#` starts a comment) and by environment (separated by blanks). */
export function gatherApiKeys(
  flags: readonly string[],
  file: string | undefined,
  environment: string | undefined,
): string[] {
  const keys = [
    ...flags,
    ...(file === undefined ? [] : readKeyFile(file)),
    ...(environment ?? '').split(/\s+/).filter(Boolean),
  ];
  return keys;
}

/** A key file without keys is a mistake: it must not open the server to everyone. */
function readKeyFile(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const keys = lines.map((line) => line.replace(/#.*/, '').trim()).filter(Boolean);
  if (keys.length === 0) throw new Error(`${file} holds no API key`);
  return keys;
}
