import { code, type Lexeme } from '@sdkgen/codegen';
import type { Operation, Response, Status } from '@sdkgen/ir';
import { identifier, numberLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { decoded, kindOf, kindOfAnswer, unionOf } from './results.ts';
import { xmlNode } from './xml.ts';

/** A function that reads an answer by its status. */
export interface AnswersView {
  readonly name: Lexeme;
  readonly result: Lexeme;
  readonly cases: readonly { readonly condition: Lexeme; readonly statements: readonly Lexeme[] }[];
  /** What becomes of an answer nothing is known of. */
  readonly otherwise: readonly Lexeme[];
}

export function answersView(types: Types, operation: Operation): AnswersView | null {
  const { success, shape } = operation;
  if (shape.kind !== 'call' || !success.type || kindOf(operation) !== 'mixed') return null;
  const union = unionOf(types, success.type);
  const result = decoded(types, success.type).type;
  const isPointer = result.toString().startsWith('*');
  const unknown = union ? identifier(types.names.variants(union).extra) : null;
  const start = union && isPointer ? [code`value = new(${types.of({ kind: 'reference', id: union.id }).text})`] : [];
  return {
    name: identifier(`answer${types.names.operation(operation).method}`),
    result,
    cases: [...success.responses]
      .sort((a, b) => weight(a.status) - weight(b.status))
      .map((response) => ({
        condition: conditionOf(response.status),
        statements:
          response.type === null
            ? []
            : [...(response.variant === null ? [] : start), reading(types, operation, response)],
      })),
    otherwise:
      unknown && isPointer
        ? [
            code`if unknown := core.ReadUnknown(reply); unknown != nil {`,
            ...start,
            code`value.${unknown} = unknown`,
            code`}`,
          ]
        : [],
  };
}

function weight(status: Status): number {
  return typeof status === 'number' ? 0 : status === 'default' ? 2 : 1;
}

export function conditionOf(status: Status): Lexeme {
  if (typeof status === 'number') return code`reply.Status == ${numberLiteral(status)}`;
  if (status === 'default') return code`len(reply.Body) > 0`;
  return code`reply.Status/100 == ${numberLiteral(Number(status[0]))}`;
}

/** An assignment of what one status answers with. */
function reading(types: Types, operation: Operation, response: Response): Lexeme {
  const { type } = response;
  const union = response.variant === null ? null : unionOf(types, operation.success.type);
  if (!type) return code``;
  const field = union && types.names.variants(union).fields[response.variant ?? 0];
  const into = field ? code`value.${identifier(field)}` : code`value`;
  const go = types.of(type);
  const decode = field ? code`core.PointerTo(${go.decode})` : decoded(types, operation.success.type ?? type).decode;
  switch (kindOfAnswer(response)) {
    case 'text':
      return code`${into}, err = core.ReadText(reply)`;
    case 'octets':
      return code`${into} = readFile(reply)`;
    case 'xml':
      return code`${into}, err = core.${response.encoding === 'form' ? code`ReadForm` : code`ReadXML`}(reply, ${xmlNode(types, type)}, ${decode})`;
    default:
      return code`${into}, err = core.ReadJSON(reply, ${decode})`;
  }
}
