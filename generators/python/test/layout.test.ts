import { format } from '@wasm-fmt/ruff_fmt';
import { describe, expect, it } from 'vitest';
import { laidOut } from '../src/layout.ts';

const WIDTH = 60;
const ruff = (text: string, width: number): string => format(text, 'sdk.py', { line_width: width });

const TYPES = 'Alpha | Beta | Gamma | Delta | Epsilon | Zeta | Eta | Theta | Iota';

const MODULES: Readonly<Record<string, string>> = {
  'names of many': `__slots__ = ("alpha", "beta", "gamma", "delta", "epsilon", "zeta")\n`,
  'classes and what is between them': `A: TypeAlias = "B"\n"""It."""\n\nclass B(C):\n    """It."""\n\n    a: int\n\nD: TypeAlias = "B"\n\n\n\n@checked\ndef e() -> None:\n    """Do."""\n\nF = 1\n`,
  'a decorator of several lines': `@mark(\n    "a",\n)\ndef b() -> None:\n    """Do."""\n`,
  'a parameter': `class A:\n    def b(\n        self,\n        c: list[${TYPES}] | None = None,\n    ) -> None:\n        """Do."""\n`,
  'a signature on one line': `def a(self, *, b: list[${TYPES}], c: int = 1) -> ${TYPES}:\n    """Do."""\n`,
  'a statement in a body': `def a():\n    return first(second(alpha=alpha, beta=beta, gamma=gamma), options, more)\n`,
  'what closes a statement': `a(\n    b,\n).then(alpha=alpha, beta=beta, gamma=gamma, delta=delta, epsilon=1)\n`,
  'wide after brackets around nothing': `X = f(\n    {\n    },\n    {\n        "a": g(alpha, beta, gamma, delta, epsilon, zeta, eta, theta),\n    },\n)\n`,
  'quotes inside quotes': `a = f("x \\"y\\"")\n`,
  'brackets and quotes in text': `a = f("(((", alpha=alpha, beta=beta, gamma=gamma, delta=")")\nb = 1\n`,
  'documentation of any width': `class A:\n    """${'word '.repeat(20)}end.\n\n    class B:\n        x = f(${'y, '.repeat(30)})\n    """\n`,
};

describe('the layout of a module', () => {
  it.each(Object.entries(MODULES))('is what the formatter makes of all of it: %s', (_, text) => {
    expect(laidOut(text, WIDTH, ruff)).toBe(ruff(text, WIDTH));
  });

  it('is left to the formatter where a statement cannot be read alone', () => {
    const text = `if a:\n    b\nelif f(alpha=alpha, beta=beta, gamma=gamma, delta=delta, e=1):\n    c\n`;
    expect(laidOut(text, WIDTH, ruff)).toBeNull();
  });

  it('asks for nothing where all lines fit', () => {
    const refuse = (): string => {
      throw new Error('asked');
    };
    expect(laidOut(`a = 1\n\n\nclass B:\n    """It."""\n`, WIDTH, refuse)).toBe(`a = 1\n\n\nclass B:\n    """It."""\n`);
  });
});
