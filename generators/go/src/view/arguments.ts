import { argumentDocs, code, encodedPath, type Lexeme, Scope } from '@sdkgen/codegen';
import type { Argument, Operation, Type } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import { claim, exported } from '../names.ts';
import { NONE } from '../reserved.ts';
import type { Types } from '../types.ts';
import { type Member, memberOf } from './members.ts';
import type { FieldView } from './models.ts';
import { added, plain, segment } from './parameters.ts';
import { fieldComment } from './prose.ts';
import { xmlNode, xmlRoot } from './xml.ts';

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
  /** The statement that sets a body made of `params`; only where there is one. */
  readonly flattened: readonly Lexeme[];
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
  const placed = operation.arguments.map((argument) =>
    place(types, operation, argument, claim(scope, exported(argument.name))),
  );
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
      parameters: parameterSteps(types, placed),
      members: placed.filter(({ argument }) => argument.at.in === 'member').map(({ member }) => member.encode),
      flattened: operation.shape.kind === 'bulk' ? [] : flattenedBody(types, operation),
      body: placed
        .filter(({ argument }) => argument.at.in === 'body')
        .map((entry) => bodyStep(types, operation, entry)),
    },
  };
}

function argumentText(argument: Argument): string {
  return [argument.required ? 'Required.' : '', argumentDocs(argument)].filter(Boolean).join(' ');
}

function place(types: Types, operation: Operation, argument: Argument, field: string): Placed {
  const { at, name, required } = argument;
  if (at.in === 'body') {
    const streamed = streamedBody(types, operation);
    if (streamed) return { argument, field, member: streamed };
  }
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
    if (part.kind === 'text') return stringLiteral(encodedPath(part.text));
    const found = placed.find(({ argument: { at } }) => at.in === 'path' && at.parameter.name.wire === part.wire);
    if (found?.argument.at.in !== 'path') throw new Error(`no argument for {${part.wire}} of ${operation.template}`);
    return segment(types, found.argument.at.parameter, code`params.${identifier(found.field)}`);
  });
  return joined(parts);
}

function joined(parts: readonly Lexeme[]): Lexeme {
  return parts.reduce((all, part) => code`${all}, ${part}`);
}

/** Statements that put arguments on the request outside its path. */
export function parameterSteps(types: Types, placed: readonly Placed[]): Step[] {
  return placed.flatMap((entry) => parameterStep(types, entry));
}

/** Statements that make arguments members of a feed's first message. */
export function tellSteps(types: Types, placed: readonly Placed[]): Step[] {
  return placed.map(({ argument: { name, type, required }, field }) => {
    const { encode } = types.of(plain(types, type));
    return step(
      types,
      type,
      field,
      required,
      (value) => code`core.Tell(call, ${stringLiteral(name.wire)}, ${value}, ${encode})`,
    );
  });
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

/** Bodies that are sent as they are read: the member is what they are read of. */
function streamedBody(types: Types, { body }: Operation): Member | null {
  const member = (type: Lexeme, path: string): Member => ({ type, decode: code``, encode: code``, imports: [path] });
  if (body?.encoding === 'binary') return member(code`io.Reader`, 'io');
  if (body?.encoding !== 'ndjson' && body?.encoding !== 'json-seq') return null;
  const { text, imports } = types.of(body.type);
  return { type: code`${types.own('Sequence')}[${text}]`, decode: code``, encode: code``, imports };
}

function bodyStep(types: Types, operation: Operation, { argument, field }: Placed): Step {
  const access = code`params.${identifier(field)}`;
  const { required } = argument;
  if (streamedBody(types, operation)) {
    const statement = setBody(types, operation, access, code``);
    const isThere = operation.body?.encoding === 'binary' ? code`${access} != nil` : code`!${access}.IsZero()`;
    return { hasGuard: !required, guard: isThere, statement };
  }
  const { type } = argument;
  const { nil } = types.of(type);
  if (required || nil !== 'any')
    return step(types, type, field, required, (value) => setBody(types, operation, value, types.of(type).encode));
  // Null given is null sent; only what is absent is left out.
  const inner = types.of(type.kind === 'nullable' ? type.inner : type);
  return {
    hasGuard: true,
    guard: code`!${access}.IsZero()`,
    statement: setBody(types, operation, code`${access}.Pointer()`, code`core.EncodePointerTo(${inner.encode})`),
  };
}

/** Members that are arguments make the body, written by the function of the params struct. */
function flattenedBody(types: Types, operation: Operation): Lexeme[] {
  if (!operation.body?.flattened) return [];
  const { params } = types.names.operation(operation);
  return [setBody(types, operation, code`params`, identifier(`encode${params}`))];
}

function setBody(types: Types, operation: Operation, value: Lexeme, encode: Lexeme): Lexeme {
  const { body } = operation;
  const { method } = types.names.operation(operation);
  const fields = body?.parts.length ? identifier(`fields${method}`) : code`nil`;
  switch (body?.encoding) {
    case 'text':
      return code`call.Text(${types.of(body.type).text.toString() === 'string' ? value : code`string(${value})`})`;
    case 'binary':
      types.used.add('upload');
      return code`call.Stream(${value})`;
    case 'ndjson':
    case 'json-seq': {
      types.used.add('sequence');
      const before = stringLiteral(body.encoding === 'ndjson' ? '' : '\u001e');
      return code`sendSequence(call, ${value}, ${packing(operation, types.of(body.type).encode)}, ${before})`;
    }
    case 'form':
      types.used.add('form');
      return code`core.FormBody(call, ${value}, ${encode}, ${fields})`;
    case 'multipart':
      for (const feature of ['form', 'multipart', 'upload']) types.used.add(feature);
      return code`core.Multipart(call, ${value}, ${encode}, ${fields})`;
    case 'xml':
      return code`core.XML(call, ${value}, ${encode}, ${xmlRoot(types, body.type)}, ${xmlNode(types, body.type)})`;
    default:
      return code`core.JSON(call, ${value}, ${packing(operation, encode)})`;
  }
}

/** What writes a JSON body: it may have lists of floats that are packed where the client wants that. */
export function packing({ packs }: Operation, encode: Lexeme): Lexeme {
  return packs.request ? code`core.Packing(call, ${encode})` : encode;
}
