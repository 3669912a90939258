import { describe, expect, it } from 'vitest';
import { breakoutsOf } from '../src/hostile/breakouts.ts';
import { hotel, slots } from '../src/hostile/hotel.ts';
import { CANARY, PAYLOADS } from '../src/hostile/payloads.ts';
import { combinedTrials, tryDocument } from '../src/hostile/trial.ts';

const MINUTES = 60_000;

describe('a breakout is seen', () => {
  const broken: readonly (readonly [path: string, text: string])[] = [
    ['a.py', `x = ""; ${CANARY}()`],
    ['a.py', `x = f"{${CANARY}}"`],
    ['a.py', 'x = """never closed'],
    ['a.py', `# -*- coding: ${CANARY} -*-`],
    ['a.rs', `fn a() { ${CANARY}(); }`],
    ['a.rs', `#[${CANARY}]\nfn a() {}`],
    ['a.rs', `/// \`\`\`\n/// ${CANARY}();\n/// \`\`\`\nfn a() {}`],
    ['a.rs', `/// text\n///\n///     ${CANARY}();\nfn a() {}`],
    ['a.rs', `/// - ~~~\n///   ${CANARY}();\nfn a() {}`],
    ['a.rs', 'fn a( {}'],
    ['a.go', `package a\n\nvar _ = ${CANARY}`],
    ['a.go', `package a\n\n//go:generate ${CANARY}\nvar a = 1`],
    ['a.ts', `const a = \`\${${CANARY}}\`;`],
    ['a.ts', `/// <reference path="${CANARY}" />`],
    ['a.ts', 'const a = ;'],
    ['a.json', '{"a": }'],
    ['a.toml', `[${CANARY}]\na = 1`],
    ['a.toml', 'a = "'],
    ['README.md', `<script>${CANARY}()</script>`],
    ['go.mod', `module ${CANARY}`],
    [`${CANARY}.py`, ''],
  ];
  it.each(broken)('%s: %j', async (path, text) => {
    expect(await breakoutsOf(path, text)).not.toEqual([]);
  });

  const kept: readonly (readonly [path: string, text: string])[] = [
    ['a.py', `"""${CANARY}()"""\nx = "${CANARY}()"  # ${CANARY}()`],
    ['a.rs', `/// ${CANARY}\n///\n/// \`\`\`text\n/// ${CANARY}\n/// \`\`\`\nfn a() -> &'static str { "${CANARY}" }`],
    ['a.go', `package a\n\n// ${CANARY}\nvar a = "${CANARY}" + \`${CANARY}\``],
    ['a.ts', `/** ${CANARY} */\nexport type * from './b.ts';\nconst a = \`${CANARY}\` + '${CANARY}';`],
    ['a.json', `{"a": "${CANARY}"}`],
    ['a.toml', `a = "${CANARY}"`],
    ['README.md', `\`<script>${CANARY}\` \\<script>`],
  ];
  it.each(kept)('but text is text, in %s: %j', async (path, text) => {
    expect(await breakoutsOf(path, text)).toEqual([]);
  });
});

describe('a hostile document', () => {
  it('is rendered whole when it is harmless', async () => {
    const { refused, breakouts } = await tryDocument(
      'none',
      'none',
      hotel((_, plain) => plain),
    );
    expect({ refused, breakouts }).toEqual({ refused: [], breakouts: [] });
  });

  it('breaks out of nothing, in any language', { timeout: 10 * MINUTES }, async () => {
    let filled = 0;
    for await (const { taken, refused, breakouts } of combinedTrials()) {
      expect(breakouts).toEqual([]);
      expect(refused).toEqual([]);
      filled += taken;
    }
    // Most slots take most texts: were the documents refused, nothing would have been tried.
    expect(filled).toBeGreaterThan(0.8 * slots().length * Object.keys(PAYLOADS).length);
  });
});
