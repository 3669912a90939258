import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const RUN = fileURLToPath(new URL('./conformance/run.ts', import.meta.url));

/** `nx run mcp-conformance` asks for all. */
test.each([
  ['2025-11-25', ['server-initialize', 'tools-call-sampling', 'elicitation-sep1330-enums', 'resources-subscribe']],
  ['2026-07-28', ['server-stateless', 'json-schema-2020-12', 'input-required-result-tampered-state', 'caching']],
])(
  'the official conformance suite finds nothing wrong on %s: %j',
  { timeout: 180_000 },
  async (revision, scenarios) => {
    const said = await new Promise<string>((resolve) =>
      execFile(process.execPath, [RUN, revision, ...scenarios], (_error, stdout, stderr) => resolve(stdout + stderr)),
    );
    expect(said).toContain(`${revision}: `);
    expect(said).toContain(' 0 not as they should be');
  },
);
