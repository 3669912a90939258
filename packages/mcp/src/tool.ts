/** JSON Schema 2020-12. */
export type Schema = { readonly [keyword: string]: unknown };

/** How a member is called in the client, and what it is where that matters: a vector, or another shape. */
export interface ShapeMember {
  readonly as: string;
  readonly is?: string;
}

/** Members by their names in the document. */
export type Shape = Readonly<Record<string, ShapeMember>>;

/** A tool as the pipeline renders it: what agents are told, and how the operation behind it is called. */
export interface Tool {
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly effect: 'reads' | 'writes' | 'destroys';
  readonly idempotent: boolean;
  readonly inputSchema: Schema;
  readonly outputSchema: Schema;
  /** Method and path of the operation. */
  readonly route: string;
  readonly method: string;
  /** How the client's method is called: with one object or a list; and what it gives, a stream of lines or a feed. */
  readonly call: 'object' | 'list' | 'lines-up' | 'lines-down' | 'feed';
  readonly takes: Shape;
  readonly gives: string | null;
  /** Whether its result has vectors that the operation itself cannot leave out. */
  readonly hidesVectors: boolean;
  readonly page: { readonly limit: string; readonly items: string; readonly next: string } | null;
}

export type Arguments = Readonly<Record<string, unknown>>;
export type Result = Record<string, unknown>;
