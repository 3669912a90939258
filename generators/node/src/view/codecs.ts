import { code, Lexeme } from '@sdkgen/codegen';
import { type Declaration, type ObjectDeclaration, type UnionDeclaration, unreachable } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { bracketed, WIDTH } from '../layout.ts';
import { doc, identifier, propertyKey, string } from '../literals.ts';
import { type Context, header } from './context.ts';
import { importsOf } from './imports.ts';
import { tagName } from './models.ts';

/** `codecs.ts`: how each declaration travels. */
export function codecsView(context: Context) {
  const codecs = [...context.api.declarations.values()].flatMap((declaration) => codecView(context, declaration));
  return {
    ...header(context),
    ...importsOf(
      codecs.flatMap(({ lines }) => lines),
      ['models', 'Codec', 'uploads', 'wire'],
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
  const types = directions.isSplit(id) ? code`${out}, models.${identifier(named.type(id, 'in'))}` : out;
  const head = code`export const ${identifier(named.codec(id))}: Codec<${types}> = /* @__PURE__ */`;
  const made = (lines: readonly Lexeme[]): CodecView[] => [
    { doc: doc([`\`${declaration.name.wire}\` as it travels.`]), lines },
  ];
  switch (declaration.kind) {
    case 'object':
      return made(objectCodec(context, declaration, head));
    case 'union':
      return made(unionCodec(context, declaration, head));
    case 'alias':
      return made([code`${head} wire.lazy(() => ${codecOf(declaration.target, context.api, named)});`]);
    case 'enum':
      return [];
    default:
      return unreachable(declaration);
  }
}

function objectCodec(context: Context, declaration: ObjectDeclaration, head: Lexeme): Lexeme[] {
  const { api, named } = context;
  const names = named.members(declaration);
  const members = declaration.properties.map(({ name, type, required, access }) => {
    const presence = !required ? code`optional` : type.kind === 'literal' ? code`constant` : code`required`;
    const member = code`wire.${presence}(${string(names.get(name.wire) ?? '')}, ${codecOf(type, api, named)})`;
    const limited =
      access === 'both' ? member : code`wire.${access === 'read' ? code`readOnly` : code`writeOnly`}(${member})`;
    return code`${propertyKey(name.wire)}: ${limited},`;
  });
  const rest = declaration.additional ? [code`[wire.REST]: ${codecOf(declaration.additional, api, named)},`] : [];
  const items = declaration.items === null ? undefined : names.get(declaration.items);
  const call = items === undefined ? code`wire.object(` : code`wire.envelope(`;
  return table(code`${head} ${call}`, items === undefined ? [] : [string(items)], [...members, ...rest]);
}

/** A call whose last argument is a function that returns a table: beside the others where they fit, else below. */
function table(open: Lexeme, before: readonly Lexeme[], members: readonly Lexeme[]): Lexeme[] {
  const flat = code`${open}${Lexeme.join([...before, code`() => ({`], ', ')}`;
  if (members.length === 0) return [code`${flat}}));`];
  if (flat.width <= WIDTH) return [flat, ...members.map((member) => code`  ${member}`), code`}));`];
  return [
    open,
    ...before.map((one) => code`  ${one},`),
    code`  () => ({`,
    ...members.map((member) => code`    ${member}`),
    code`  }),`,
    code`);`,
  ];
}

function unionCodec(context: Context, { variants, match }: UnionDeclaration, head: Lexeme): Lexeme[] {
  const codecs = variants.map(({ type }) => codecOf(type, context.api, context.named));
  if (match.kind === 'first-fit') return bracketed(code`${head} wire.firstFit(() => [`, codecs, code`]);`, 0);
  const name = string(tagName(context, variants[0]?.type, match.property));
  const tags = match.tags.flatMap(([value, at]) => {
    const codec = codecs[at];
    return codec ? [code`${propertyKey(value)}: ${codec},`] : [];
  });
  return table(code`${head} wire.tagged(`, [string(match.property), name], tags);
}
