/**
 * Text that is safe to print in one place of one language. Only a language's `literals.ts` makes them, each function for one
 * context (string literal, doc line, identifier, …); templates can print nothing else.
 */
export class Lexeme {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** For `literals.ts` of a language, after escaping for its context. */
  static escaped(text: string): Lexeme {
    return new Lexeme(text);
  }

  /** Source text of our own with lexemes between: code`Vec<${inner}>`. Holes take lexemes only. */
  static code(strings: TemplateStringsArray, ...holes: readonly Lexeme[]): Lexeme {
    return new Lexeme(strings.reduce((text, part, index) => text + holes[index - 1]?.toString() + part));
  }

  static join(parts: readonly Lexeme[], separator: string): Lexeme {
    return new Lexeme(parts.map(String).join(separator));
  }

  /** Printed width, for layouts that depend on it. */
  get width(): number {
    return this.#text.length;
  }

  toString(): string {
    return this.#text;
  }
}

export const code = Lexeme.code;
