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
    const distinct = [
      ...new Map(diagnostics.map((one) => [`${one.code} ${one.pointer} ${one.message}`, one])).values(),
    ];
    super(distinct.map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`).join('\n'));
    this.name = 'Refused';
    // A schema that is read in several places is wrong once.
    this.diagnostics = distinct;
  }
}

/** What a stage or a target cannot render. Collected, never swallowed. */
export class Unsupported extends Refused {
  constructor(pointer: string, code: string, message: string, hint: string) {
    super([{ code, pointer, message, hint }]);
    this.name = 'Unsupported';
  }
}
