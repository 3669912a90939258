import { code, Lexeme } from '@sdkgen/codegen';
import {
  type AliasDeclaration,
  type Declaration,
  type EnumDeclaration,
  type UnionDeclaration,
  unreachable,
} from '@sdkgen/ir';
import { Codecs, decoding, encoding } from '../codecs.ts';
import { declarationDoc } from '../docstrings.ts';
import { both, Imports } from '../imports.ts';
import { inputDeclarations } from '../inputs.ts';
import { docstring, identifier, scalarLiteral, stringLiteral } from '../literals.ts';
import { isRecursive } from '../recursion.ts';
import { alternatives, annotation, type TypeContext, typeName, variants } from '../types.ts';
import { dictView } from './dict.ts';
import { headerViews } from './headers.ts';
import { moduleView, type Source } from './module.ts';
import { objectView } from './object.ts';
import { outcomeViews } from './outcome.ts';

/** What rendering the module of models needs at hand. */
export interface ModelsContext extends TypeContext {
  readonly decoders: Codecs;
  readonly encoders: Codecs;
}

/** `models.py`: every declared type, the dictionaries accepted in their place, and how they read and write JSON. */
export function modelsView(source: Source): object {
  const context = modelsContext(source);
  const { api } = source;
  const inputs = inputDeclarations(api);
  const declarations = [...api.declarations.values()].map((declaration) => declarationView(declaration, context));
  const dicts = [...api.declarations.values()].flatMap((each) =>
    each.kind === 'object' && inputs.has(each.id) ? [dictView(each, context)] : [],
  );
  const outcomes = outcomeViews(source, context);
  const headers = headerViews(source, context);
  const named = [...api.declarations.values()].flatMap((each) => namedCodecs(each, context));
  const constants = [...context.decoders.constants, ...context.encoders.constants];
  const all = [
    ...[...declarations, ...dicts, ...outcomes, ...headers].map(({ name }) => name),
    ...outcomes.map(({ item }) => item),
  ];
  const variables = context.imports.variables('._runtime', ['decode', 'encode']);
  return {
    ...moduleView(source, 'The types of the API.', context.imports),
    variables,
    hasVariables: variables.length > 0,
    all: all
      .map((name) => ({ name: stringLiteral(String(name)) }))
      .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1)),
    declarations,
    dicts,
    outcomes,
    headers,
    constants,
    named,
  };
}

function modelsContext({ api, py }: Source): ModelsContext {
  const context: TypeContext = { api, names: py, ...both(new Imports()), qualified: false };
  const decoders = new Codecs(
    context,
    decoding(context, (id) => later('decode', id, context)),
  );
  const encoders = new Codecs(
    context,
    encoding(
      () => code`${identifier(context.imports.from('._runtime', 'encode'))}.model`,
      (id) => later('encode', id, context),
    ),
  );
  context.imports.from('typing', 'Any');
  return { ...context, decoders, encoders };
}

/** A type that contains itself is read and written through a constant that is there by the time it is used. */
function later(module: 'decode' | 'encode', id: string, context: TypeContext): Lexeme {
  return code`${identifier(context.imports.from('._runtime', module))}.later(lambda: ${codecName(module, id, context)})`;
}

function codecName(module: string, id: string, context: TypeContext): Lexeme {
  return identifier(`${module}_${typeName(id, context)}`);
}

function namedCodecs(
  declaration: Declaration,
  context: ModelsContext,
): { name: Lexeme; expression: Lexeme; module: Lexeme }[] {
  if (declaration.kind === 'object' || declaration.kind === 'enum' || !isRecursive(context.api, declaration.id))
    return [];
  return [
    {
      module: code`decode.Decoder[Any]`,
      name: codecName('decode', declaration.id, context),
      expression: context.decoders.body(declaration.id),
    },
    {
      module: code`encode.Encoder`,
      name: codecName('encode', declaration.id, context),
      expression: context.encoders.body(declaration.id),
    },
  ];
}

function declarationView(declaration: Declaration, context: ModelsContext) {
  switch (declaration.kind) {
    case 'object':
      return objectView(declaration, context);
    case 'enum':
      return enumView(declaration, context);
    case 'union':
    case 'alias':
      return aliasView(declaration, context);
    default:
      return unreachable(declaration);
  }
}

const ENUM_BASES = { string: 'OpenString', integer: 'OpenInt', number: 'OpenFloat' } as const;

function enumView(declaration: EnumDeclaration, context: ModelsContext) {
  const { imports, names } = context;
  const name = typeName(declaration.id, context);
  if (declaration.members.length > 0) imports.from('typing', 'ClassVar');
  return {
    isEnum: true,
    hasMembers: declaration.members.length > 0,
    values: code`{${Lexeme.join(
      declaration.members.map(({ value }) => scalarLiteral(value)),
      ', ',
    )}}`,
    name,
    base: identifier(imports.from('._runtime.model', ENUM_BASES[declaration.value])),
    doc: declarationDoc(declaration, 4, [declaration.open ? 'Values not listed here are valid as well.' : '']),
    members: declaration.members.map(({ value, description }) => ({
      name: identifier(names.types.get(declaration.id)?.members.get(value) ?? ''),
      type: name,
      value: scalarLiteral(value),
      hasDoc: description.trim() !== '',
      doc: docstring([description.replaceAll(/\s+/g, ' ').trim()], 4),
    })),
  };
}

/** Named for its documentation; where it is used its parts are printed, unless it contains itself. */
function aliasView(declaration: UnionDeclaration | AliasDeclaration, context: ModelsContext) {
  context.imports.from('typing', 'TypeAlias');
  const target =
    declaration.kind === 'alias'
      ? annotation(declaration.target, 'result', context)
      : alternatives(variants(declaration.variants, 'result', context));
  return {
    isAlias: true,
    name: typeName(declaration.id, context),
    target: stringLiteral(String(target)),
    doc: declarationDoc(declaration, 0),
  };
}
