import type { Value } from '../exact/json.ts';
import type { Document } from '../fixtures/fixture.ts';

/**
 * An OpenAPI document read for itself: nothing of the generators is used here, so that what they make of a document is held
 * to what it says.
 */
export type Members = { readonly [name: string]: Value };

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body | null;
  readonly responses: readonly Response[];
  /** Alternatives, each a combination of schemes. */
  readonly security: readonly (readonly string[])[];
  readonly members: Members;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** It is a JSON text. */
  readonly isJson: boolean;
  readonly schema: Members;
}

export interface Body {
  readonly required: boolean;
  readonly content: readonly Content[];
}

export interface Content {
  readonly type: string;
  readonly schema: Members;
  /** Of one item, where the document says so instead. */
  readonly itemSchema: Members | null;
  readonly encoding: Members;
}

export interface Response {
  readonly status: string;
  readonly content: readonly Content[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

export function resolver(document: Document): (value: Value | undefined) => Members {
  const resolve = (value: Value | undefined): Members => {
    const members = membersOf(value);
    const { $ref, ...siblings } = members;
    if (typeof $ref !== 'string') return members;
    const found = $ref
      .replace(/^#\//, '')
      .split('/')
      .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<Value | undefined>((at, step) => membersOf(at)[step], document);
    if (found === undefined) throw new Error(`nothing at ${$ref}`);
    return { ...resolve(found), ...siblings };
  };
  return resolve;
}

export const membersOf = (value: Value | undefined): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};

export const listOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

export function operationsOf(document: Document): Operation[] {
  const resolve = resolver(document);
  return Object.entries(document.paths ?? {}).flatMap(([path, value]) => {
    const item = resolve(value);
    return METHODS.filter((method) => item[method] !== undefined).map((method) =>
      operationOf(document, resolve, path, method, item),
    );
  });
}

type Resolve = ReturnType<typeof resolver>;

function operationOf(document: Document, resolve: Resolve, path: string, method: string, item: Members): Operation {
  const members = membersOf(item[method]);
  const own = listOf(members.parameters).map(resolve);
  const isOwn = (shared: Members): boolean =>
    own.some(({ name, in: place }) => name === shared.name && place === shared.in);
  const shared = listOf(item.parameters)
    .map(resolve)
    .filter((parameter) => !isOwn(parameter));
  const security = members.security ?? document.security ?? [];
  const body = members.requestBody === undefined ? null : resolve(members.requestBody);
  return {
    id: typeof members.operationId === 'string' ? members.operationId : `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    parameters: [...shared, ...own].map((parameter) => parameterOf(resolve, parameter)),
    body: body && { required: body.required === true, content: contentOf(resolve, body.content) },
    responses: Object.entries(membersOf(members.responses)).map(([status, response]) => ({
      status,
      content: contentOf(resolve, resolve(response).content),
    })),
    security: listOf(security).map((one) => Object.keys(membersOf(one))),
    members,
  };
}

function parameterOf(resolve: Resolve, parameter: Members): Parameter {
  const [content] = contentOf(resolve, parameter.content);
  const place = parameter.in as Parameter['in'];
  const style = String(parameter.style ?? (place === 'query' || place === 'cookie' ? 'form' : 'simple'));
  return {
    name: String(parameter.name),
    in: place,
    required: parameter.required === true,
    style,
    explode: typeof parameter.explode === 'boolean' ? parameter.explode : style === 'form',
    allowReserved: parameter.allowReserved === true,
    isJson: content !== undefined,
    schema: content?.schema ?? membersOf(parameter.schema),
  };
}

function contentOf(resolve: Resolve, content: Value | undefined): Content[] {
  return Object.entries(membersOf(content)).map(([type, value]) => {
    const media = resolve(value);
    return {
      type,
      schema: membersOf(media.schema),
      itemSchema: media.itemSchema === undefined ? null : membersOf(media.itemSchema),
      encoding: membersOf(media.encoding),
    };
  });
}
