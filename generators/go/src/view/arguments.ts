import { argumentDocs, code, type Lexeme, Scope } from '@sdkgen/codegen';
import type { Argument, Operation, Type } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import { claim, exported } from '../names.ts';
import { NONE } from '../reserved.ts';
import type { Types } from '../types.ts';
import { type Member, memberOf } from './members.ts';
import type { FieldView } from './models.ts';
import { added, plain, segment } from './parameters.ts';
import { fieldComment } from './prose.ts';

/** A statement, under a condition where the argument may be absent. */
export interface Step {
  readonly hasGuard: boolean;
  readonly guard: Lexeme;
  readonly statement: Lexeme;
}

export interface ArgumentsView {
  readonly fields: readonly FieldView[];
  readonly path: Lexeme;
  readonly parameters: readonly Step[];
  /** Statements that write the flattened body of `v`. */
  readonly members: readonly Lexeme[];
  /** Sets the whole body where it is one argument. */
  readonly body: readonly Step[];
}

/** An argument with the field of the params struct it became. */
export interface Placed {
  readonly argument: Argument;
  readonly field: string;
  readonly member: Member;
}

export function argumentsView(
  types: Types,
  operation: Operation,
): { view: ArgumentsView; placed: Placed[]; imports: string[] } {
  const scope = new Scope(new Set(operation.shape.kind === 'bulk' ? ['Parallelism'] : NONE));
  const placed = operation.arguments.map((argument) => place(types, argument, claim(scope, exported(argument.name))));
  return {
    placed,
    imports: placed.flatMap(({ member }) => member.imports),
    view: {
      fields: placed.map(({ argument, field, member }) => ({
        doc: fieldComment(
          argumentText(argument),
          `${JSON.stringify(argument.name.wire)} on the wire.`,
          argument.docs.deprecated,
        ),
        name: identifier(field),
        type: member.type,
      })),
      path: pathOf(types, operation, placed),
      parameters: placed.flatMap((entry) => parameterStep(types, entry)),
      members: placed.filter(({ argument }) => argument.at.in === 'member').map(({ member }) => member.encode),
      body: placed
        .filter(({ argument }) => argument.at.in === 'body')
        .map((entry) => bodyStep(types, operation, entry)),
    },
  };
}

function argumentText(argument: Argument): string {
  return [argument.required ? 'Required.' : '', argumentDocs(argument)].filter(Boolean).join(' ');
}

function place(types: Types, argument: Argument, field: string): Placed {
  const { at, name, required } = argument;
  const type = at.in === 'member' || at.in === 'body' ? argument.type : plain(types, argument.type);
  const member = memberOf(types, {
    wire: name.wire,
    field,
    type,
    required: required && (at.in === 'member' || type === plain(types, type) || at.in === 'body'),
  });
  return { argument, field, member };
}

function pathOf(types: Types, operation: Operation, placed: readonly Placed[]): Lexeme {
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return stringLiteral(part.text);
    const found = placed.find(({ argument: { at } }) => at.in === 'path' && at.parameter.name.wire === part.wire);
    if (found?.argument.at.in !== 'path') throw new Error(`no argument for {${part.wire}} of ${operation.template}`);
    return segment(types, found.argument.at.parameter, code`params.${identifier(found.field)}`);
  });
  return joined(parts);
}

function joined(parts: readonly Lexeme[]): Lexeme {
  return parts.reduce((all, part) => code`${all}, ${part}`);
}

function parameterStep(types: Types, { argument, field }: Placed): Step[] {
  const { at, required } = argument;
  if (at.in === 'member' || at.in === 'body' || at.in === 'path') return [];
  return [step(types, argument.type, field, required, (value) => added(types, at.parameter, value))];
}

function step(types: Types, given: Type, field: string, required: boolean, print: (value: Lexeme) => Lexeme): Step {
  const access = code`params.${identifier(field)}`;
  if (required) return { hasGuard: false, guard: code``, statement: print(access) };
  const { nil } = types.of(plain(types, given));
  if (nil === 'any')
    return { hasGuard: true, guard: code`value, ok := ${access}.Get(); ok`, statement: print(code`value`) };
  return {
    hasGuard: true,
    guard: code`${access} != nil`,
    statement: print(nil === 'pointer' ? code`*${access}` : access),
  };
}

function bodyStep(types: Types, operation: Operation, { argument, field }: Placed): Step {
  const { body } = operation;
  return step(types, argument.type, field, argument.required, (value) => {
    if (body?.encoding === 'text') return code`call.Text(${value})`;
    if (body?.encoding === 'binary') return code`call.Bytes(${value})`;
    return code`core.JSON(call, ${value}, ${types.of(argument.type).encode})`;
  });
}
