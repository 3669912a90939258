import type { Json } from './json.ts';
import type { Name } from './name.ts';
import type { DeclarationId, Type } from './type.ts';

/** What the document says of a thing in prose. Text is untrusted: it reaches code only as a lexeme. */
export interface Docs {
  readonly summary: string;
  readonly description: string;
  readonly deprecated: boolean;
  readonly examples: readonly Json[];
}

interface Declared {
  /** Also the JSON pointer of the schema. */
  readonly id: DeclarationId;
  readonly name: Name;
  readonly docs: Docs;
  /** How it is written as XML; null when the document says nothing of it. */
  readonly xml: Xml | null;
}

/** The document's `xml` object, resolved: names default to the member's own. */
export interface Xml {
  readonly name: string | null;
  readonly namespace: string | null;
  readonly prefix: string | null;
  readonly attribute: boolean;
  /** For lists: an element around the items. */
  readonly wrapped: boolean;
  /** For lists: the element of one item. */
  readonly item: Xml | null;
}

export type Declaration = ObjectDeclaration | EnumDeclaration | UnionDeclaration | AliasDeclaration;

export interface ObjectDeclaration extends Declared {
  readonly kind: 'object';
  readonly properties: readonly Property[];
  /** Members not named: kept and typed when the document types them, else kept as JSON; never dropped. */
  readonly additional: Type | null;
  /** The wire name of the list this object is an envelope of (`x-items`): results iterate over it. */
  readonly items: string | null;
  /** Whether SDK users send it, receive it, or both. */
  readonly usage: Usage;
  /** True when it can contain itself without a list or map between: Rust boxes such members. */
  readonly recursive: boolean;
}

export interface Usage {
  readonly request: boolean;
  readonly response: boolean;
}

export interface Property {
  readonly name: Name;
  readonly type: Type;
  readonly required: boolean;
  readonly access: 'both' | 'read' | 'write';
  /** Undefined when the document states none. */
  readonly default: Json | undefined;
  readonly docs: Docs;
  readonly xml: Xml | null;
  readonly pointer: string;
}

export interface EnumDeclaration extends Declared {
  readonly kind: 'enum';
  readonly value: 'string' | 'integer' | 'number';
  readonly members: readonly EnumMember[];
  /** Open enums take values not listed, from callers too; closed ones only keep them when decoding. */
  readonly open: boolean;
}

export interface EnumMember {
  readonly name: Name;
  readonly value: string | number;
  readonly description: string;
}

export interface UnionDeclaration extends Declared {
  readonly kind: 'union';
  readonly variants: readonly Variant[];
  readonly match: UnionMatch;
}

export interface Variant {
  readonly name: Name;
  readonly type: Type;
}

/** How a decoder finds the variant: by a tag, or the first of the ordered list that fits. */
export type UnionMatch =
  | {
      readonly kind: 'tag';
      readonly property: string;
      readonly tags: readonly (readonly [tag: string, variant: number])[];
    }
  | { readonly kind: 'first-fit' };

export interface AliasDeclaration extends Declared {
  readonly kind: 'alias';
  readonly target: Type;
}
