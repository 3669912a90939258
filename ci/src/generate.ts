// The main job: from the document to `spec/`, every SDK and the tools of the MCP server. `nx run generate` runs it, after
// reading the live document.
import { parseArgs } from 'node:util';
import { errorText, generate, languageIds, pin, readSource, table } from '@vectorscaledb/sdkgen';
import { changeGenerateKey } from './generate-key.ts';
import { inRoot, LIVE_DOCUMENT } from './paths.ts';
import { progress } from './run/progress.ts';

async function main(source: string, other: boolean): Promise<void> {
  const document = await readSource(source);
  progress('rendering');
  const into = (out: string, languages: readonly string[]) =>
    generate({ document, config: inRoot('spec', 'sdk.yaml'), out: inRoot(out), languages, check: false });
  // The tools go where the host around them is.
  const reports = [...(await into('sdks', languageIds)), ...(await into('packages', ['mcp']))];
  const pinned = await pin(inRoot('spec'), document);
  if (other || pinned > 0 || reports.some(({ changed }) => changed.length > 0)) changeGenerateKey();
  progress('');
  process.stdout.write(`${table(reports)}\n`);
}

const { spec } = parseArgs({ options: { spec: { type: 'string' } } }).values;
try {
  await main(spec ?? LIVE_DOCUMENT, spec !== undefined);
} catch (error) {
  progress('');
  process.stderr.write(`${errorText(error, spec ?? 'the live document')}\n`);
  process.exitCode = 2;
}
