import { code, Lexeme } from '@sdkgen/codegen';
import { type Declaration, type ObjectDeclaration, reachable, type UnionDeclaration, unreachable } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { receivedIn } from '../directions.ts';
import { bracketed } from '../layout.ts';
import { doc, identifier, propertyKey, string } from '../literals.ts';
import { assigned, type Head, lazily, listed, type Member, table } from './codec-layout.ts';
import { type Context, header } from './context.ts';
import { importsOf } from './imports.ts';
import { tagName } from './models.ts';
import { sentTypes } from './request.ts';

/** `codecs.ts`: how each declaration travels. */
export function codecsView(context: Context) {
  const { api } = context;
  const sent = api.operations.flatMap((operation) => sentTypes(context, operation));
  const used = reachable(api, [...sent, ...receivedIn(api)]);
  const codecs = [...api.declarations.values()]
    .filter(({ id }) => used.has(id))
    .flatMap((declaration) => codecView(context, declaration));
  return {
    ...header(context),
    ...importsOf(
      codecs.flatMap(({ lines }) => lines),
      ['models', 'Codec', 'packed', 'uploads', 'wire'],
    ),
    codecs,
    isEmpty: codecs.length === 0,
  };
}

interface CodecView {
  readonly doc: readonly Lexeme[];
  readonly lines: readonly Lexeme[];
}

function codecView(context: Context, declaration: Declaration): CodecView[] {
  const { named, directions } = context;
  const { id } = declaration;
  const out = code`models.${identifier(named.type(id, 'out'))}`;
  const types = directions.isSplit(id) ? [out, code`models.${identifier(named.type(id, 'in'))}`] : [out];
  const head: Head = { name: identifier(named.codec(id)), types };
  const made = (lines: readonly Lexeme[]): CodecView[] => [
    { doc: doc([`\`${declaration.name.wire}\` as it travels.`]), lines },
  ];
  switch (declaration.kind) {
    case 'object':
      return made(objectCodec(context, declaration, head));
    case 'union':
      return made(unionCodec(context, declaration, head));
    case 'alias':
      return made(assigned(head, code`wire.lazy(`, lazily(codecOf(declaration.target, context.api, named))));
    case 'enum':
      return [];
    default:
      return unreachable(declaration);
  }
}

function objectCodec(context: Context, declaration: ObjectDeclaration, head: Head): Lexeme[] {
  const { api, named } = context;
  const names = named.members(declaration);
  const members = declaration.properties.map(({ name, type, required, access }): Member => {
    const presence = !required ? code`optional` : type.kind === 'literal' ? code`constant` : code`required`;
    const key = code`${propertyKey(name.wire)}: wire.`;
    const parts = [string(names.get(name.wire) ?? ''), codecOf(type, api, named)];
    if (access === 'both') return (indent) => bracketed(code`${key}${presence}(`, parts, code`),`, indent);
    const limit = access === 'read' ? code`readOnly` : code`writeOnly`;
    return () => [code`${key}${limit}(wire.${presence}(${Lexeme.join(parts, ', ')})),`];
  });
  const { additional } = declaration;
  const rest: Member[] = additional ? [() => [code`[wire.REST]: ${codecOf(additional, api, named)},`]] : [];
  const items = declaration.items === null ? undefined : names.get(declaration.items);
  const call = items === undefined ? code`wire.object(` : code`wire.envelope(`;
  return assigned(head, call, table(items === undefined ? [] : [string(items)], [...members, ...rest]));
}

function unionCodec(context: Context, { variants, match }: UnionDeclaration, head: Head): Lexeme[] {
  const codecs = variants.map(({ type }) => codecOf(type, context.api, context.named));
  if (match.kind === 'first-fit') return assigned(head, code`wire.firstFit(`, listed(codecs));
  const name = string(tagName(context, variants[0]?.type, match.property));
  const tags = match.tags.flatMap(([value, at]) => {
    const codec = codecs[at];
    return codec ? [() => [code`${propertyKey(value)}: ${codec},`]] : [];
  });
  return assigned(head, code`wire.tagged(`, table([string(match.property), name], tags));
}
