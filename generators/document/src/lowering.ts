import { type Declaration, type DeclarationId, type Diagnostic, Refused } from '@sdkgen/ir';
import type { JsonObject } from './json.ts';
import { type Located, References } from './references.ts';
import { childrenByParent } from './schema/inherit.ts';
import type { Place } from './schema/places.ts';

/** Header names of the runtime contract that the document stage must recognise. Lower case. */
export interface RuntimeHeaders {
  readonly idempotency_key: string;
  readonly last_event_id: string;
}

export interface LoweringOptions {
  readonly headers: RuntimeHeaders;
  /** Methods that are retried without a mark of their own. */
  readonly retriedMethods: readonly string[];
  /** Leave out operations that cannot be carried over, and say which, instead of refusing the document. */
  readonly allowPartial?: boolean;
}

/** A finding, and whose it is: a declaration's and all that reach it, else one operation's, else the document's. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  readonly declaration: DeclarationId | null;
  readonly operation: string | null;
}

/** What every lowering function shares: the document, what was declared, what was found wrong. */
export class Lowering {
  readonly root: JsonObject;
  readonly references: References;
  readonly options: LoweringOptions;
  /** 3.0 has no schema beside `$ref`, and its own keywords for null. */
  readonly isLegacy: boolean;
  readonly declarations = new Map<DeclarationId, Declaration>();
  readonly findings: Finding[] = [];
  /** Schemas an `allOf` brought elsewhere, and where they stand. */
  readonly places = new WeakMap<JsonObject, Place>();
  /** Schemas with an `allOf`, and what they come to. */
  readonly flattened = new WeakMap<JsonObject, { schema: JsonObject; findings: readonly Finding[] }>();
  /** Pointers a reference is being followed to; and those met again meanwhile, which therefore need a declaration. */
  readonly following = new Set<string>();
  readonly awaited = new Set<string>();
  /** Choices that carry members said beside them: what each is made from, and those being lowered. */
  readonly carriers = new WeakMap<JsonObject, string>();
  readonly carrying = new Set<string>();
  /** Components to be declared later. */
  readonly deferred: Located[] = [];
  readonly #declaring: DeclarationId[] = [];
  #children: Map<string, string[]> | null = null;
  #operation: string | null = null;

  constructor(root: JsonObject, options: LoweringOptions) {
    this.root = root;
    this.references = new References(root);
    this.options = options;
    this.isLegacy = String(root.openapi).startsWith('3.0');
  }

  report(code: string, pointer: string, message: string, hint: string): void {
    const declaration = this.#declaring.at(-1) ?? null;
    this.findings.push({ diagnostic: { code, pointer, message, hint }, declaration, operation: this.#operation });
  }

  /** What was found when something was first looked at is found again by whoever looks at it next. */
  repeat(findings: readonly Finding[]): void {
    const declaration = this.#declaring.at(-1) ?? null;
    for (const { diagnostic } of findings) this.findings.push({ diagnostic, declaration, operation: this.#operation });
  }

  /** What was found since then, and is nobody's further in, is of this declaration, whoever referred to it first. */
  adopt(since: number, declaration: DeclarationId): void {
    const owner = this.#declaring.at(-1) ?? null;
    for (let index = since; index < this.findings.length; index++) {
      const finding = this.findings[index];
      if (finding?.declaration === owner) this.findings[index] = { ...finding, declaration };
    }
  }

  /** What a `$ref` names. One that names nothing is reported and reads as an empty object. */
  resolve(node: JsonObject, pointer: string): Located {
    if (typeof node.$ref !== 'string') return { node, pointer };
    try {
      return this.references.resolve(node, pointer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      for (const { code, pointer: place, message, hint } of error.diagnostics) this.report(code, place, message, hint);
      return { node: {}, pointer };
    }
  }

  /** Findings meanwhile belong to this operation. */
  inOperation<T>(pointer: string, lower: () => T): T {
    this.#operation = pointer;
    try {
      return lower();
    } finally {
      this.#operation = null;
    }
  }

  /** Components by the component their `allOf` includes. */
  childrenByParent(): Map<string, string[]> {
    this.#children ??= childrenByParent(this.root);
    return this.#children;
  }

  isDeclaring(id: DeclarationId): boolean {
    return this.#declaring.includes(id);
  }

  /** How many declarations are being made, one within another. */
  get depth(): number {
    return this.#declaring.length;
  }

  declare(id: DeclarationId, make: () => Declaration): void {
    this.#declaring.push(id);
    try {
      this.declarations.set(id, make());
    } finally {
      this.#declaring.pop();
    }
  }
}
