import { code, type Lexeme } from '@sdkgen/codegen';
import type { Type } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import type { GoType, Types } from '../types.ts';

/** A member of a JSON object as a field of a struct: its three states, and the two lines that read and write it. */
export interface Member {
  readonly type: Lexeme;
  /** An expression that reads the member from the decoder `d`. */
  readonly decode: Lexeme;
  /** A statement that writes the member of the value `v` to the encoder `e`. */
  readonly encode: Lexeme;
  readonly imports: readonly string[];
}

export interface MemberOf {
  readonly wire: string;
  readonly field: string;
  readonly type: Type;
  readonly required: boolean;
}

/** A required member is its type; an optional one may be nil; one that may be absent or null is Nullable. */
export function memberOf(types: Types, member: MemberOf): Member {
  const { type, required } = member;
  if (required) return put(member, types.isRecursive(type) ? types.nullable(types.of(type)) : types.of(type));
  if (type.kind === 'nullable') return threeStates(types, member, types.of(type.inner));
  const inner = types.of(type);
  return inner.nil === 'any' ? threeStates(types, member, inner) : optional(types, member, inner);
}

function put(member: MemberOf, type: GoType): Member {
  return {
    type: type.text,
    decode: code`${type.decode}(d)`,
    encode: written('Put', member, type.encode),
    imports: type.imports,
  };
}

function optional(types: Types, member: MemberOf, inner: GoType): Member {
  const { text, decode, imports } = types.nullable(inner);
  const write = { list: 'PutList', map: 'PutMap', pointer: 'PutPointer', any: 'Put' }[inner.nil];
  return { type: text, decode: code`${decode}(d)`, encode: written(write, member, inner.encode), imports };
}

/** Absent, null and a value. A server's null where the document has none is taken as absent elsewhere; here it is kept. */
function threeStates(types: Types, member: MemberOf, inner: GoType): Member {
  types.used.add('Nullable');
  return {
    type: code`${types.own('Nullable')}[${inner.text}]`,
    decode: code`decodeNullable(d, ${inner.decode})`,
    encode: code`putNullable(e, ${stringLiteral(member.wire)}, v.${identifier(member.field)}, ${inner.encode})`,
    imports: inner.imports,
  };
}

function written(how: string, { wire, field }: MemberOf, encode: Lexeme): Lexeme {
  return code`core.${identifier(how)}(e, ${stringLiteral(wire)}, v.${identifier(field)}, ${encode})`;
}
