import { headerLines, type Lexeme, localErrors, type RenderInput } from '@sdkgen/codegen';
import { type Api, type Declaration, type Operation, reachable, type Type, unreachable } from '@sdkgen/ir';
import { importSpec, lineComment } from '../literals.ts';
import { fileStem, Names } from '../names.ts';
import { Types } from '../types.ts';
import { type ClientView, clientView } from './client.ts';
import { type EnumView, enumView, type JudgedView, judgedView } from './enums.ts';
import { ErrorBodies, type ErrorBodiesView } from './error-bodies.ts';
import { type ModelView, modelView } from './models.ts';
import { type OperationView, operationView } from './operations.ts';
import { headersOf } from './response-headers.ts';
import { type ServerView, serverViews } from './servers.ts';
import { type AliasView, aliasView, type TupleView, tupleView, type UnionView, unionView } from './unions.ts';
import { type WebhookView, webhookViews } from './webhooks.ts';

/** What every file of the package needs to know. */
export interface Common extends ClientView {
  readonly header: readonly Lexeme[];
  readonly runtimeImport: Lexeme;
}

export interface OperationFile {
  readonly stem: string;
  readonly imports: readonly Lexeme[];
  readonly operations: readonly (OperationView & Pick<Common, 'client' | 'base'>)[];
}

export interface Declared {
  readonly imports: readonly Lexeme[];
  readonly hasImports: boolean;
  readonly models: readonly ModelView[];
  readonly enums: readonly EnumView[];
  readonly judged: readonly JudgedView[];
  readonly unions: readonly UnionView[];
  readonly aliases: readonly AliasView[];
  readonly tuples: readonly TupleView[];
}

/** All a package is rendered from, identifiers settled. */
export interface Package {
  readonly common: Common;
  readonly types: Types;
  readonly files: readonly OperationFile[];
  readonly declared: Declared;
  /** What bodies of failures are, shared between operations. */
  readonly failures: readonly ErrorBodiesView[];
  /** Whether the server takes some bodies compressed. */
  readonly isCompressing: boolean;
  readonly servers: readonly ServerView[];
  readonly webhooks: readonly WebhookView[];
  readonly webhookImports: readonly Lexeme[];
  /** Which helpers some operation needs. */
  readonly helpers: ReadonlySet<string>;
}

export function packageView(input: RenderInput): Package {
  const { api, config, names, runtime } = input;
  const errorNames = [...runtime.errors, ...localErrors(runtime, api)].map(({ name }) => name);
  const taken = new Names(api, [config.baseError, names.client, `New${names.client}`, ...errorNames]);
  const types = new Types(api, taken);
  const common: Common = {
    ...clientView(input, taken),
    header: headerLines(input).map(lineComment),
    runtimeImport: importSpec(`${names.package}/internal/core`),
  };
  const failures = new ErrorBodies(types);
  const webhooks = webhookViews(types);
  const files = operationFiles(input, types, common, failures);
  return {
    common,
    types,
    files,
    failures: failures.all,
    isCompressing: api.operations.some(({ body }) => body?.gzip),
    servers: serverViews(api.servers, taken),
    webhooks: webhooks.views,
    webhookImports: importList(webhooks.imports),
    declared: declaredView(types),
    helpers: new Set(files.flatMap(({ operations }) => operations.flatMap(helpersOf))),
  };
}

function helpersOf(operation: OperationView): string[] {
  return [String(operation.helper)];
}

/** Operations by tag, a file each. */
function operationFiles(
  { api, runtime }: RenderInput,
  types: Types,
  { client, base }: Common,
  failures: ErrorBodies,
): OperationFile[] {
  const byStem = new Map<string, Operation[]>();
  for (const operation of api.operations) {
    const stem = operation.tag ? fileStem(operation.tag) : 'untagged';
    byStem.set(stem, [...(byStem.get(stem) ?? []), operation]);
  }
  return [...byStem].map(([stem, operations]) => {
    const rendered = operations.map((operation) => operationView(types, operation, runtime, failures));
    return {
      stem,
      imports: importList(['context', ...rendered.flatMap(({ imports }) => imports)]),
      operations: rendered.map(({ view }) => ({ ...view, client, base })),
    };
  });
}

export function importList(paths: Iterable<string>): Lexeme[] {
  return [...new Set(paths)].sort().map(importSpec);
}

function declaredView(types: Types): Declared {
  const models: ReturnType<typeof modelView>[] = [];
  const unions: ReturnType<typeof unionView>[] = [];
  const aliases: ReturnType<typeof aliasView>[] = [];
  const enums: EnumView[] = [];
  const judged: JudgedView[] = [];
  for (const declaration of inUse(types.api)) {
    switch (declaration.kind) {
      case 'object':
        models.push(modelView(types, declaration));
        break;
      case 'enum':
        enums.push(enumView(types, declaration));
        if (types.isJudged(declaration)) judged.push(judgedView(types, declaration));
        break;
      case 'union':
        unions.push(unionView(types, declaration));
        break;
      case 'alias':
        aliases.push(aliasView(types, declaration));
        break;
      default:
        unreachable(declaration);
    }
  }
  const { tuples } = types;
  const imports = importList([
    ...[...models, ...unions, ...aliases].flatMap((rendered) => rendered.imports),
    ...tuples.flatMap(({ fields, rest }) =>
      [...fields.map(({ type }) => type), ...(rest ? [rest] : [])].flatMap((type) => type.imports),
    ),
    ...(models.some(({ view }) => view.hasItems) ? ['iter', 'slices'] : []),
  ]);
  return {
    imports,
    hasImports: imports.length > 0,
    models: models.map(({ view }) => view),
    enums,
    judged,
    unions: unions.map(({ view }) => view),
    aliases: aliases.map(({ view }) => view),
    tuples: tuples.map(tupleView),
  };
}

/** Declarations some method or other declaration mentions. A body whose members are arguments is not among them. */
function inUse(api: Api): Declaration[] {
  const roots = api.operations.flatMap((operation): Type[] => [
    ...operation.arguments.map(({ type }) => type),
    ...[
      operation.success.type,
      ...operation.success.responses.map(({ type }) => type),
      ...operation.errors.map(({ type }) => type),
    ].filter((type) => type !== null),
    ...(operation.body && !operation.body.flattened ? [operation.body.type] : []),
    ...headersOf(operation).map(({ type }) => type),
    ...('item' in operation.shape ? [operation.shape.item] : []),
  ]);
  const found = reachable(api, [...roots, ...api.webhooks.flatMap(({ type }) => type ?? [])]);
  return [...api.declarations.values()].filter(({ id }) => found.has(id));
}
