import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRoot } from '../src/paths.ts';
import { snippets } from '../src/snippets.ts';

const read = (path: string): string => readFileSync(inRoot(path), 'utf8');
const page = read('docs/sdk-reference.md');

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

// A reader's first lines are the reference's own, or for Go those of its package: tested elsewhere, so they cannot rot here.
test.each([
  ['python', 'docs/sdk-reference.md'],
  ['rust', 'docs/sdk-reference.md'],
  ['javascript', 'docs/sdk-reference.md'],
  ['go', 'sdks/go/README.md'],
])("the README's %s snippet is made of lines of %s", (language, source) => {
  const known = new Set(read(source).split('\n').map(squeezed));
  const own = snippets(read('README.md')).filter(({ fence }) => fence === language);
  expect(own).toHaveLength(1);
  expect(own.flatMap(({ text }) => text.split('\n')).filter((line) => !known.has(squeezed(line)))).toEqual([]);
});

/** Go aligns values by what stands around them. */
function squeezed(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}
