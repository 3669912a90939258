import { code, type Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Operation, type Response, type Type, type UnionDeclaration } from '@sdkgen/ir';
import type { GoType, Types } from '../types.ts';
import { plain } from './parameters.ts';

/** How a call's answer is read. */
type Helper = 'perform' | 'performText' | 'performDownload' | 'performNothing' | 'performBy';

/** What a method gives back, and the helper that makes it of an answer. */
export interface Result {
  readonly type: Lexeme;
  readonly decode: Lexeme;
  /** How the value is written again, as from outside the package. */
  readonly encode: Lexeme;
  readonly helper: Helper;
  readonly imports: readonly string[];
}

const EMPTY = code``;

export function resultOf(types: Types, operation: Operation): Result {
  const { success, shape } = operation;
  if (!success.type) return { type: EMPTY, decode: EMPTY, encode: EMPTY, helper: 'performNothing', imports: [] };
  if (shape.kind !== 'call') return { ...decoded(types, success.type), helper: 'perform' };
  switch (kindOf(operation)) {
    case 'json':
      return { ...decoded(types, success.type), helper: 'perform' };
    case 'octets':
      types.used.add('Download');
      return {
        type: code`*${types.own('Download')}`,
        decode: EMPTY,
        encode: code`octets`,
        helper: 'performDownload',
        imports: [],
      };
    case 'text':
      return { type: code`string`, decode: EMPTY, encode: code`core.EncodeString`, helper: 'performText', imports: [] };
    default:
      return { ...decoded(types, success.type), helper: 'performBy' };
  }
}

/** How all that an operation answers with can be read; `mixed` when that depends on the status. */
export function kindOf({ success }: Operation): 'json' | 'text' | 'octets' | 'mixed' {
  const answers = success.responses.filter(({ type }) => type !== null);
  const kinds = new Set(answers.map(kindOfAnswer));
  const [only] = kinds;
  const isSame = kinds.size === 1 && answers.every(({ variant }) => variant === null);
  if (!isSame || !only || only === 'xml') return 'mixed';
  // A text that may be missing is a union of two things to a caller; only JSON has a word for that.
  return only === 'text' && success.type?.kind === 'nullable' ? 'mixed' : only;
}

export function kindOfAnswer({ encoding }: Response): 'json' | 'text' | 'octets' | 'xml' {
  switch (encoding) {
    case 'text':
      return 'text';
    case 'binary':
    case 'multipart':
      return 'octets';
    case 'xml':
    case 'form':
      return 'xml';
    default:
      return 'json';
  }
}

/** Structs come back as pointers, nil beside an error; anything else as it is. */
export function decoded(types: Types, type: Type): Pick<Result, 'type' | 'decode' | 'encode' | 'imports'> {
  const go: GoType = types.of(type);
  const isStruct = type.kind !== 'nullable' && types.isStruct(type);
  return {
    type: isStruct ? code`*${go.text}` : go.text,
    encode: isStruct ? code`core.EncodePointerTo(${go.encode})` : go.encode,
    decode: isStruct ? code`core.New(${go.decode})` : go.decode,
    imports: go.imports,
  };
}

/** The union a type is, whatever is around it. */
export function unionOf(types: Types, given: Type | null): UnionDeclaration | null {
  const type = given && plain(types, given);
  const declaration = type?.kind === 'reference' ? declarationOf(types.api, type.id) : null;
  return declaration?.kind === 'union' ? declaration : null;
}
