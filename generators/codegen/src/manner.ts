import type { Name, Primitive } from '@sdkgen/ir';

/** Where a type stands: an argument of a call, a member of what callers pass, or a member of what they get. */
export type Standing = 'argument' | 'input' | 'result';

/**
 * How a language says what the document says, stated apart from the views that render it: the surface of a built SDK is held
 * to this. Types are in the notation of `SurfaceField`.
 */
export interface Manner {
  operation(name: Name): string;
  /** `null` where the list of a bulk call has no name of its own. */
  argument(name: Name): string;
  /** The name of the list a bulk call takes, where that is not the argument's own. */
  readonly bulkArgument: string | null;
  field(name: Name): string;
  type(name: Name): string;
  header(name: Name): string;
  /** From the name of the contract. */
  error(name: string): string;
  primitive(primitive: Primitive, standing: Standing): string;
  literal(value: unknown): string;
  /** A type with members; one that is both passed and given may be two. */
  object(name: string, standing: Standing, isBoth: boolean): string;
  /** An open enum; `isItem` in a list. */
  enumeration(name: string, standing: Standing, isItem: boolean): string;
  alias(name: string, target: string, standing: Standing): string;
  /** Any number of items that a call sends; of a bulk call by its name, since what failed before may be among them. */
  items(item: string, bulk: Name | null): string;
  /** What may be missing or null. */
  missing(type: string, is: { readonly required: boolean; readonly nullable: boolean }, standing: Standing): Written;
  /** Sentences a language adds of its own to what the document says. */
  readonly ownSentences: readonly RegExp[];
  /** Whether the first words of documentation are a sentence that begins with the name. */
  readonly opensWithName: boolean;
  /** Why there is no such way to call, where there is none. */
  readonly sync: string | null;
  readonly async: string | null;
}

export interface Written {
  readonly type: string;
  readonly isRequired: boolean;
}
