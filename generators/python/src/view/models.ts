import { code, Lexeme } from '@sdkgen/codegen';
import {
  type AliasDeclaration,
  type Declaration,
  type DeclarationId,
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
import { linesOf, moduleView, type Source } from './module.ts';
import { objectView } from './object.ts';
import { outcomeViews } from './outcome.ts';

/** What rendering the module of models needs at hand. */
export interface ModelsContext extends TypeContext {
  readonly decoders: Codecs;
  readonly encoders: Codecs;
  /** Types that contain themselves, as far as something of the module reads or writes them. */
  readonly recursive: Set<DeclarationId>;
}

/** `models.py`: every declared type, the dictionaries accepted in their place, and how they read and write JSON. */
export function modelsView(source: Source): object {
  const context = modelsContext(source);
  const types = typesView([...source.api.declarations.values()], context);
  return moduleOf(source, context, types, resultsView(source, context));
}

/** The declared types themselves. */
export function typesView(declared: readonly Declaration[], context: ModelsContext) {
  const inputs = inputDeclarations(context.api);
  return {
    declarations: declared.map((declaration) => declarationView(declaration, context)),
    dicts: declared.flatMap((each) => (each.kind === 'object' && inputs.has(each.id) ? [dictView(each, context)] : [])),
  };
}

/** What operations give beside the declared types; every type that contains itself can be read from here. */
export function resultsView(source: Source, context: ModelsContext) {
  for (const each of source.api.declarations.values()) if (isNamed(each, context)) context.recursive.add(each.id);
  return { outcomes: outcomeViews(source, context), headers: headerViews(source, context) };
}

/** A module of some types, also giving some of other modules, and importing some below its own; asked last. */
export function moduleOf(
  source: Source,
  context: ModelsContext,
  { declarations, dicts }: ReturnType<typeof typesView>,
  { outcomes, headers }: ReturnType<typeof resultsView>,
  { others = [], late = new Imports() }: { readonly others?: readonly Lexeme[]; readonly late?: Imports } = {},
) {
  const named = namedCodecs(context);
  const constants = [...context.decoders.constants, ...context.encoders.constants];
  const all = [
    ...others,
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
    late: linesOf(late.sections),
    hasLate: late.sections.length > 0,
    constants,
    named,
  };
}

export function modelsContext({ api, py }: Source, mention?: TypeContext['mention']): ModelsContext {
  const context: TypeContext = {
    api,
    names: py,
    ...both(new Imports()),
    qualified: false,
    ...(mention && { mention }),
  };
  const recursive = new Set<DeclarationId>();
  const decoders = new Codecs(
    context,
    decoding(context, (id) => later('decode', id, context, recursive)),
  );
  const encoders = new Codecs(
    context,
    encoding(
      () => code`${identifier(context.imports.from('._runtime', 'encode'))}.model`,
      (id) => later('encode', id, context, recursive),
    ),
  );
  return { ...context, decoders, encoders, recursive };
}

/** A type that contains itself is read and written through a constant that is there by the time it is used. */
function later(module: 'decode' | 'encode', id: string, context: TypeContext, recursive: Set<DeclarationId>): Lexeme {
  recursive.add(id);
  return code`${identifier(context.imports.from('._runtime', module))}.later(lambda: ${codecName(module, id, context)})`;
}

function codecName(module: string, id: string, { names }: TypeContext): Lexeme {
  return identifier(`${module}_${names.types.get(id)?.type}`);
}

function isNamed({ id, kind }: Declaration, { api }: TypeContext): boolean {
  return kind !== 'object' && kind !== 'enum' && isRecursive(api, id);
}

/** Reading and writing one such type may ask for another: the set grows while it is walked. */
function namedCodecs(context: ModelsContext): { name: Lexeme; expression: Lexeme; module: Lexeme }[] {
  const found: { name: Lexeme; expression: Lexeme; module: Lexeme }[] = [];
  for (const id of context.recursive) {
    context.imports.from('typing', 'Any');
    found.push(
      {
        module: code`decode.Decoder[Any]`,
        name: codecName('decode', id, context),
        expression: context.decoders.body(id),
      },
      { module: code`encode.Encoder`, name: codecName('encode', id, context), expression: context.encoders.body(id) },
    );
  }
  return found;
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
