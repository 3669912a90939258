import { code, Lexeme, type RenderInput, sample } from '@sdkgen/codegen';
import { type Argument, type Body, declarationOf, type ObjectDeclaration, type Operation, type Type } from '@sdkgen/ir';
import { docComment, identifier, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { argumentsView, type Placed } from './arguments.ts';
import { plain } from './parameters.ts';
import { memberSource, type Source, valueSource } from './values.ts';

/** One operation shown: in the README, and as an Example function that must compile. */
export interface ExampleView {
  readonly method: Lexeme;
  readonly example: Lexeme;
  readonly doc: Lexeme;
  /** `, vsdb.IngestParams{…}`, or nothing. */
  readonly params: Lexeme;
  readonly isEvents: boolean;
  readonly isPaged: boolean;
  readonly isBulk: boolean;
  readonly isCall: boolean;
  readonly isNothing: boolean;
  /** A member of a stream's event or a page's item worth printing. */
  readonly show: Lexeme;
  readonly pages: Lexeme;
  /** Whether the result iterates. */
  readonly isList: boolean;
  /** A list of items for a bulk call. */
  readonly items: Lexeme;
  readonly client: Lexeme;
  readonly module: Lexeme;
  /** The variable its result goes into. */
  readonly result: Lexeme;
}

export function exampleView(
  input: RenderInput,
  types: Types,
  operation: Operation,
  result = 'result',
): { view: ExampleView; imports: readonly string[] } {
  const outside = types.from(input.names.module);
  const names = types.names.operation(operation);
  const { placed } = argumentsView(types, operation);
  const params = paramsSource(outside, operation, names.params, placed);
  const { kind } = operation.shape;
  const items = itemsSource(outside, operation);
  return {
    imports: [...params.imports, ...items.imports],
    view: {
      method: identifier(names.method),
      example: identifier(`Example${input.names.client}_${names.method}`),
      doc: docComment([`One call of ${names.method}.`]),
      params: params.text,
      isEvents: kind === 'events' || kind === 'lines',
      isPaged: kind === 'paged',
      isBulk: kind === 'bulk',
      isCall: kind === 'call' && operation.success.type !== null,
      isNothing: kind === 'call' && operation.success.type === null,
      show: shown(types, operation),
      pages: identifier(names.pages || names.method),
      isList: kind === 'call' && resultOf(types, operation)?.items != null,
      items: items.text,
      client: identifier(input.names.client),
      result: identifier(result),
      module: identifier(input.names.module),
    },
  };
}

function itemsSource(types: Types, { shape }: Operation): Source {
  if (shape.kind !== 'bulk') return { text: code``, imports: [] };
  return valueSource(types, { kind: 'list', items: shape.item, bounds: {} }, [sample(types.api, shape.item)]);
}

function paramsSource(types: Types, operation: Operation, name: string, placed: readonly Placed[]): Source {
  if (placed.length === 0) return { text: code``, imports: [] };
  const { shape } = operation;
  const shownOnes = placed.filter(({ argument }) => isShown(operation, argument));
  const fields = shownOnes.map(({ argument, field }) =>
    shape.kind === 'bulk' && argument.name.wire === shape.items
      ? { text: code`${identifier(field)}: slices.Values(items)`, imports: [] }
      : fieldSource(types, operation, argument, field),
  );
  if (shape.kind === 'bulk') fields.push({ text: code`Parallelism: 4`, imports: [] });
  const text = Lexeme.join(
    fields.map((field) => field.text),
    ',\n',
  );
  return {
    text: fields.length === 0 ? code`, ${types.own(name)}{}` : code`, ${types.own(name)}{\n${text},\n}`,
    imports: fields.flatMap(({ imports }) => imports),
  };
}

/** What is required, and of the rest what the document gives an example for; never a cursor. */
function isShown({ shape }: Operation, { required, docs, name }: Argument): boolean {
  if (shape.kind === 'paged' && name.wire === shape.cursor) return false;
  return required || (docs.examples.length > 0 && !docs.deprecated);
}

function fieldSource(types: Types, { body }: Operation, argument: Argument, field: string): Source {
  if (argument.at.in === 'body') {
    const streamed = bodySource(types, body);
    if (streamed) return { text: code`${identifier(field)}: ${streamed.text}`, imports: streamed.imports };
  }
  const isMember = argument.at.in === 'member' || argument.at.in === 'body';
  const type = isMember ? argument.type : plain(types, argument.type);
  const { text, imports } = memberSource(
    types,
    type,
    argument.required,
    sample(types.api, type, argument.docs.examples),
  );
  return { text: code`${identifier(field)}: ${text}`, imports };
}

/** A body that is sent as it is read. */
function bodySource(types: Types, body: Body | null): Source | null {
  if (body?.encoding === 'binary')
    return { text: code`strings.NewReader(${stringLiteral('data')})`, imports: ['strings'] };
  if (body?.encoding !== 'ndjson' && body?.encoding !== 'json-seq') return null;
  const items = valueSource(types, { kind: 'list', items: body.type, bounds: {} }, [sample(types.api, body.type)]);
  return { text: code`${types.own('SequenceOf')}(${items.text})`, imports: items.imports };
}

/** `.EntityID`: the first required text of what comes, or all of it. */
function shown(types: Types, operation: Operation): Lexeme {
  const declaration = comingFrom(types, operation);
  const property = declaration?.properties.find(({ type, required }) => required && isText(types, type));
  const field = declaration && property && types.names.fields(declaration).named.get(property.name.wire);
  return field ? code`.${identifier(field)}` : code``;
}

/** What an example prints: an item where there are items. */
function comingFrom(types: Types, operation: Operation): ObjectDeclaration | null {
  if (operation.shape.kind === 'paged') return objectOf(types, operation.shape.item);
  const result = resultOf(types, operation);
  const list = result?.properties.find(({ name }) => name.wire === result.items);
  return list?.type.kind === 'list' ? objectOf(types, list.type.items) : result;
}

function resultOf(types: Types, operation: Operation): ObjectDeclaration | null {
  return objectOf(types, operation.success.type);
}

function objectOf(types: Types, type: Type | null): ObjectDeclaration | null {
  const declaration = type?.kind === 'reference' ? declarationOf(types.api, type.id) : null;
  return declaration?.kind === 'object' ? declaration : null;
}

function isText(types: Types, type: Type): boolean {
  const inner = plain(types, type);
  return inner.kind === 'primitive' && inner.primitive === 'string' && type.kind !== 'nullable';
}
