import { type LanguageNames, pascal, type RuntimeContract, Scope, screaming, snake } from '@sdkgen/codegen';
import type {
  Api,
  Argument,
  Declaration,
  DeclarationId,
  EnumDeclaration,
  ObjectDeclaration,
  Operation,
} from '@sdkgen/ir';
import { feedOf } from './features.ts';
import * as reserved from './reserved.ts';

/** Every name users see, settled before anything is rendered: rendering looks them up and never makes one. */
export interface PythonNames {
  readonly module: string;
  readonly client: string;
  readonly asyncClient: string;
  readonly baseError: string;
  readonly types: ReadonlyMap<DeclarationId, TypeNames>;
  readonly operations: ReadonlyMap<Operation, OperationNames>;
  /** Of operations whose feed can be followed by WebSocket, too. */
  readonly feeds: ReadonlyMap<Operation, Pick<OperationNames, 'method' | 'constant'>>;
  /** Client options, by security scheme and by header. */
  readonly credentials: ReadonlyMap<string, string>;
  readonly clientHeaders: ReadonlyMap<string, string>;
}

export interface TypeNames {
  readonly type: string;
  /** The typed dictionary that is accepted in place of an object. */
  readonly dict: string;
  /** Attributes of an object by wire name, constants of an enumeration by value. */
  readonly members: ReadonlyMap<string | number, string>;
  /** The attribute for members not named. */
  readonly additional: string;
}

export interface OperationNames {
  readonly method: string;
  /** The constant that describes it. */
  readonly constant: string;
  /** In the order of `operation.arguments`. */
  readonly arguments: ReadonlyMap<Argument, ArgumentNames>;
  /** The result of a bulk operation. */
  readonly outcome: string;
  /** What its list may hold. */
  readonly item: string;
  readonly failures: string;
  /** The typed headers of its response; empty when it declares none. */
  readonly headers: string;
}

export interface ArgumentNames {
  readonly public: string;
  readonly local: string;
}

export interface Named {
  readonly api: Api;
  readonly names: LanguageNames;
  readonly baseError: string;
  readonly runtime: RuntimeContract;
  readonly credentialNames: Readonly<Record<string, { readonly name: string }>>;
}

export function settleNames(input: Named): PythonNames {
  const { api, names } = input;
  const types = typeScope();
  const typeNames = new Map(
    [...api.declarations].map(([id, declaration]) => [id, types.claim(word(pascal(declaration.name)))]),
  );
  const taken = new Set([...reserved.fieldNames, ...typeNames.values()]);
  const constant = new Set([...reserved.constantNames, ...taken]);
  const options = new Scope(reserved.clientOptions, fold);
  const methods = new Scope(new Set([...reserved.methodNames, ...typeNames.values()]), fold);
  const constants = new Scope(new Set(), fold);
  const operations = new Map(
    api.operations.map((operation) => [
      operation,
      {
        method: methods.claim(word(snake(operation.name))),
        constant: constants.claim(word(screaming(operation.name)), '_'),
        arguments: argumentsOf(operation),
        outcome: operation.shape.kind === 'bulk' ? types.claim(`${word(pascal(operation.name))}Outcome`) : '',
        item: operation.shape.kind === 'bulk' ? types.claim(`${word(pascal(operation.name))}Item`) : '',
        failures: failuresOf(operation, api),
        headers: operation.success.responses.some(({ headers }) => headers.length > 0)
          ? types.claim(`${word(pascal(operation.name))}Headers`)
          : '',
      },
    ]),
  );
  // Feeds come last, so that none takes an operation's name.
  const feeds = new Map(
    api.operations.flatMap((operation) => {
      const feed = feedOf(operation);
      if (!feed) return [];
      const method = methods.claim(word(snake(feed.name)));
      return [[operation, { method, constant: constants.claim(word(screaming(feed.name)), '_') }] as const];
    }),
  );
  return {
    module: names.module,
    client: names.client,
    asyncClient: names.asyncClient,
    baseError: errorScope(input.runtime).claim(input.baseError),
    types: new Map(
      [...api.declarations].map(([id, declaration]) => [
        id,
        {
          type: typeNames.get(id) ?? '',
          dict: types.claim(`${word(pascal(declaration.name))}Dict`),
          ...membersOf(declaration, taken, constant),
        },
      ]),
    ),
    operations,
    feeds,
    credentials: new Map(
      api.credentials.map(({ scheme, name }) => [
        scheme,
        options.claim(word(input.credentialNames[scheme]?.name ?? snake(name))),
      ]),
    ),
    clientHeaders: new Map(api.clientHeaders.map(({ name }) => [name.wire, options.claim(word(snake(name)))])),
  };
}

function membersOf(
  declaration: Declaration,
  taken: ReadonlySet<string>,
  constant: ReadonlySet<string>,
): Pick<TypeNames, 'members' | 'additional'> {
  switch (declaration.kind) {
    case 'object':
      return fieldsOf(declaration, taken);
    case 'enum':
      return { members: constantsOf(declaration, constant), additional: '' };
    case 'union':
    case 'alias':
      return { members: new Map(), additional: '' };
  }
}

function fieldsOf(
  declaration: ObjectDeclaration,
  taken: ReadonlySet<string>,
): Pick<TypeNames, 'members' | 'additional'> {
  const scope = new Scope(taken, fold);
  const members = new Map(declaration.properties.map(({ name }) => [name.wire, scope.claim(word(snake(name)))]));
  return { members, additional: scope.claim('additional_properties') };
}

function constantsOf(declaration: EnumDeclaration, taken: ReadonlySet<string>): Map<string | number, string> {
  const scope = new Scope(taken, fold);
  return new Map(declaration.members.map(({ name, value }) => [value, scope.claim(word(screaming(name)))]));
}

function argumentsOf(operation: Operation): Map<Argument, ArgumentNames> {
  const open = new Scope(reserved.argumentNames, fold);
  const local = new Scope(reserved.localNames, fold);
  return new Map(
    operation.arguments.map((argument) => {
      const name = open.claim(word(snake(argument.name)));
      return [argument, { public: name, local: local.claim(name) }];
    }),
  );
}

function failuresOf({ shape, success }: Operation, api: Api): string {
  if (shape.kind !== 'bulk' || success.type?.kind !== 'reference') return '';
  const declaration = api.declarations.get(success.type.id);
  const scope = new Scope(reserved.fieldNames, fold);
  if (declaration?.kind === 'object') for (const { name } of declaration.properties) scope.claim(word(snake(name)));
  return scope.claim('failures');
}

function typeScope(): Scope {
  return new Scope(reserved.typeNames, fold);
}

function errorScope({ errors, local_errors }: RuntimeContract): Scope {
  return new Scope(new Set([...reserved.errorNames, ...[...errors, ...local_errors].map(({ name }) => name)]), fold);
}

/** Python compares identifiers in this form, so two that differ only otherwise are one. */
const fold = (name: string): string => name.normalize('NFKC');

/**
 * Text as an identifier: characters that cannot be in one become their code points, and what cannot begin one gets an `n`
 * (an underscore would make it private).
 */
export function word(text: string): string {
  const name = [...fold(text)]
    .map((character) =>
      /\p{XID_Continue}/u.test(character) ? character : `u${character.codePointAt(0)?.toString(16)}`,
    )
    .join('');
  if (/^\p{XID_Start}/u.test(name)) return name;
  return /^.?\p{Lu}/u.test(name) ? `N${name}` : `n${name}`;
}

/** Distribution and module names of a document that no configuration names. */
export function defaultNames(words: readonly string[]): LanguageNames {
  const plain = words.map((each) => each.normalize('NFKD').replaceAll(/[^a-z0-9]/g, '')).filter(Boolean);
  const text = plain.join('_') || 'client';
  const module = /^[a-z]/.test(text) ? text : `api_${text}`;
  return { package: module.replaceAll('_', '-'), module, client: 'Client', asyncClient: 'AsyncClient' };
}
