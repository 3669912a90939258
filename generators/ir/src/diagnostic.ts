/** One finding about a document: what is wrong, where, and what to do. */
export interface Diagnostic {
  /** Stable and machine-readable, kebab-case. */
  readonly code: string;
  /** JSON pointer into the document; empty for the document as a whole. */
  readonly pointer: string;
  readonly message: string;
  readonly hint: string;
}

/** A document that cannot be used as asked. Carries every finding, not only the first. */
export class Refused extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const findings = said(diagnostics);
    super(findings.map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`).join('\n'));
    this.name = 'Refused';
    this.diagnostics = findings;
  }
}

/** What a stage or a target cannot render. Collected, never swallowed. */
export class Unsupported extends Refused {
  constructor(pointer: string, code: string, message: string, hint: string) {
    super([{ code, pointer, message, hint }]);
    this.name = 'Unsupported';
  }
}

/** A schema that is read in several places is wrong once, and a finding that knows its place makes one without it idle. */
function said(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const placed = new Set(diagnostics.filter(({ pointer }) => pointer).map(({ code, message }) => `${code} ${message}`));
  const whole = diagnostics.filter(({ code, message, pointer }) => pointer || !placed.has(`${code} ${message}`));
  return distinct(whole);
}

/** Each finding once. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [`${each.code} ${each.pointer} ${each.message}`, each])).values()];
}
