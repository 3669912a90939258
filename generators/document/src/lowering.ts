import type { Declaration, DeclarationId, Diagnostic } from '@sdkgen/ir';
import { Refused } from '@sdkgen/ir';
import type { JsonObject } from './json.ts';
import { References } from './references.ts';

/** Header names of the runtime contract that the document stage must recognise. Lower case. */
export interface RuntimeHeaders {
  readonly idempotency_key: string;
  readonly last_event_id: string;
}

export interface LoweringOptions {
  readonly headers: RuntimeHeaders;
  /** Methods that are retried without a mark of their own. */
  readonly retriedMethods: readonly string[];
}

/** What every lowering function shares: the document, what was declared, what was found wrong. */
export class Lowering {
  readonly root: JsonObject;
  readonly references: References;
  readonly options: LoweringOptions;
  /** A null holds the place of a declaration being made, so that recursion ends. */
  readonly declarations = new Map<DeclarationId, Declaration | null>();
  readonly diagnostics: Diagnostic[] = [];

  constructor(root: JsonObject, options: LoweringOptions) {
    this.root = root;
    this.references = new References(root);
    this.options = options;
  }

  report(code: string, pointer: string, message: string, hint: string): void {
    this.diagnostics.push({ code, pointer, message, hint });
  }

  /** Runs one lowering; what it refuses is collected, so that a user sees every finding at once. */
  attempt<T>(lower: () => T): T | null {
    try {
      return lower();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.diagnostics.push(...error.diagnostics);
      return null;
    }
  }
}
