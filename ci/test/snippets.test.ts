import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { snippets } from '../src/snippets.ts';

const page = readFileSync(new URL('../../docs/sdk-reference.md', import.meta.url), 'utf8');

test('reads fenced code with the headings it stands under', () => {
  const page = [
    '# Title',
    '## A',
    '```rust',
    'fn a() {}',
    '',
    '# not a heading',
    '```',
    '### B',
    '## C',
    '```go',
    'x',
    '```',
  ];
  expect(snippets(page.join('\n'))).toEqual([
    { section: 'A', fence: 'rust', text: 'fn a() {}\n\n# not a heading\n' },
    { section: 'C', fence: 'go', text: 'x\n' },
  ]);
});

test('refuses a fence that is never closed', () => {
  expect(() => snippets('## A\n```rust\nfn a() {}\n')).toThrow('never closed under A');
});

// What users were promised. The page may grow around these snippets; their lines stay as they were published.
test('the reference page shows the published snippets, line for line', () => {
  const published = snippets(page).map(({ fence, text }) => `${fence}\n${text}`);
  expect(published).toHaveLength(19);
  expect(createHash('sha256').update(published.join('\n')).digest('hex')).toBe(
    '1f780b80dd4c8a810b7ec43a62bff9db146d2f9732fe21298c67a6cc39795a66',
  );
});
