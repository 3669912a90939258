import {
  type Body,
  type Effect,
  joinNames,
  type Method,
  type Name,
  nameOf,
  type Operation,
  type PathPart,
  type Retry,
} from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { type JsonObject, listOf, objectOf, pointerTo, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { schemesOf } from '../security.ts';
import { serverOf } from '../servers.ts';
import { type BodyChoice, bodiesOf } from './body.ts';
import { fixedFor } from './fixed.ts';
import { parametersOf } from './parameters.ts';
import { type Answer, answersOf, errorsOf } from './responses.ts';
import { shapeOf } from './shape.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** An operation before its arguments are known: those wait until every declaration is settled. */
export type Draft = Omit<Operation, 'arguments'>;

/** Every operation of the document, in its order, each with its further ways of being called behind it. */
export function operationsOf(lowering: Lowering): Draft[] {
  const taken = new Set<string>();
  const drafts = Object.entries(objectOf(lowering.root.paths)).flatMap(([template, item]) => {
    if (!template.startsWith('/')) return [];
    const pathItem = lowering.resolve(objectOf(item), pointerTo('#', 'paths', template));
    refuseMethods(lowering, pathItem);
    return Object.keys(pathItem.node)
      .filter((key) => METHODS.includes(key))
      .flatMap((key) => {
        const located = { node: objectOf(pathItem.node[key]), pointer: pointerTo(pathItem.pointer, key) };
        const drafts = lowering.inOperation(located.pointer, () => ways(lowering, template, key, pathItem, located));
        return drafts.map((draft) => ({ ...draft, name: distinctName(draft.name, taken) }));
      });
  });
  const isFeed = ({ shape }: Draft) => shape.kind === 'events' && shape.websocket !== null;
  return drafts.filter(isFeed).length > 1 ? drafts.map(withOwnFeedName) : drafts;
}

function withOwnFeedName(draft: Draft): Draft {
  const { name, shape } = draft;
  if (shape.kind !== 'events' || !shape.websocket) return draft;
  const { websocket } = shape;
  return { ...draft, shape: { ...shape, websocket: { ...websocket, name: joinNames(websocket.name, name) } } };
}

/** 3.2 has methods of any name; HTTP clients of most languages do too, but nothing here has been tried with one. */
function refuseMethods(lowering: Lowering, { node, pointer }: Located): void {
  const others = ['query', 'additionalOperations'].filter((keyword) => isOperation(node[keyword]));
  for (const keyword of others)
    lowering.inOperation(pointerTo(pointer, keyword), () =>
      lowering.report(
        'unsupported-method',
        pointerTo(pointer, keyword),
        'the SDKs call the methods of OpenAPI 3.1 only',
        'Offer the operation under POST as well.',
      ),
    );
}

function isOperation(value: JsonObject[string] | undefined): boolean {
  return Object.keys(objectOf(value)).length > 0;
}

/** One operation for each way to call it: the preferred body and answer first, then each other body, then each other answer. */
function ways(lowering: Lowering, template: string, key: string, pathItem: Located, located: Located): Draft[] {
  const { node } = located;
  const method = key.toUpperCase() as Method;
  const name = nameOf(textOf(node.operationId) || `${key} ${template}`);
  const bodies: (BodyChoice | null)[] = bodiesOf(lowering, located, name);
  const [body = null, ...otherBodies] = bodies;
  const [answer, ...otherAnswers] = answersOf(lowering, located, method, name);
  if (!answer) return [];
  const common = commonOf(lowering, template, method, pathItem, located, name);
  const draft = (alternative: Operation['alternative'], own: Name, way: BodyChoice | null, given: Answer): Draft =>
    assemble(lowering, located, common, { alternative, name: own, body: way?.body ?? null, answer: given });
  const canStream = otherAnswers.some(({ events }) => events !== null);
  /** A stream is asked for by its body or not at all, so that there is one for each body; `what` says which way it is asked. */
  const asking = (drafted: Draft, what: 'plain' | 'stream'): Draft => {
    const flag = canStream ? fixedFor(lowering, node, drafted.body) : null;
    return flag ? { ...drafted, fixed: flag[what] } : drafted;
  };
  return [
    asking(draft(null, name, body, answer), 'plain'),
    ...otherBodies.flatMap((other) => {
      if (!other) return [];
      const alternative = { of: name, contentType: other.body.mediaType, accept: null };
      return [asking(draft(alternative, joinNames(name, nameOf('with'), other.label), other, answer), 'plain')];
    }),
    ...otherAnswers.flatMap((other) => {
      const alternative = { of: name, contentType: null, accept: other.mediaType };
      if (!other.events) return [draft(alternative, joinNames(name, nameOf('as'), other.label), body, other)];
      return bodies.map((way, index) => {
        const own = index === 0 || !way ? name : joinNames(name, nameOf('with'), way.label);
        const contentType = index === 0 || !way ? null : way.body.mediaType;
        return asking(draft({ ...alternative, contentType }, joinNames(own, other.label), way, other), 'stream');
      });
    }),
  ];
}

/** What all ways to call an operation share. */
function commonOf(
  lowering: Lowering,
  template: string,
  method: Method,
  pathItem: Located,
  located: Located,
  name: Name,
) {
  const { node, pointer } = located;
  const parameters = parametersOf(lowering, template, pathItem, located, name);
  const idempotencyHeader = parameters.find(({ filledBy }) => filledBy === 'idempotency')?.name.wire ?? null;
  const [tag] = stringsOf(node.tags);
  return {
    method,
    path: pathParts(template),
    template,
    tag: tag === undefined ? null : nameOf(tag),
    server: serverOf(lowering, node.servers ?? pathItem.node.servers),
    parameters,
    errors: errorsOf(lowering, located, name),
    retry: retryOf(lowering, method, node, idempotencyHeader),
    effect: effectOf(method, node),
    idempotencyHeader,
    security: securityOf(lowering, node),
    docs: docsOf(node),
    pointer,
  };
}

interface Way {
  readonly alternative: Operation['alternative'];
  readonly name: Name;
  readonly body: Body | null;
  readonly answer: Answer;
}

function assemble(lowering: Lowering, located: Located, common: ReturnType<typeof commonOf>, way: Way): Draft {
  const { alternative, name, body, answer } = way;
  const { method, parameters } = common;
  const shape = shapeOf(lowering, located, {
    method,
    parameters,
    success: answer.success,
    events: answer.events,
    body,
  });
  const isStream = shape.kind === 'events' || shape.kind === 'lines';
  return {
    ...common,
    name,
    alternative,
    body,
    fixed: [],
    accept: answer.accept,
    success: answer.success,
    shape,
    timeout: isStream ? 'stream' : isRead(method, located.node) ? 'query' : 'write',
    // Known once every declaration is.
    packs: { request: false, response: false },
  };
}

/** The wire text of an id stays what it is; only a name given twice is told apart, so that every operation has one. */
function distinctName(name: Name, taken: Set<string>): Name {
  let own = name;
  for (let count = 2; taken.has(own.wire); count++)
    own = { wire: `${name.wire} ${count}`, words: [...name.words, String(count)] };
  taken.add(own.wire);
  return own;
}

function pathParts(template: string): PathPart[] {
  return template
    .split(/(\{[^{}]+\})/)
    .filter(Boolean)
    .map((part) =>
      part.startsWith('{') ? { kind: 'parameter', wire: part.slice(1, -1) } : { kind: 'text', text: part },
    );
}

function isRead(method: Method, node: JsonObject): boolean {
  return method === 'GET' || method === 'HEAD' || node['x-safe'] === true;
}

function retryOf(lowering: Lowering, method: Method, node: JsonObject, idempotencyHeader: string | null): Retry {
  const safe =
    lowering.options.retriedMethods.includes(method) || node['x-safe'] === true || node['x-idempotent'] === true;
  return { kind: safe ? 'always' : idempotencyHeader ? 'keyed' : 'never' };
}

function effectOf(method: Method, node: JsonObject): Effect {
  if (isRead(method, node)) return { kind: 'reads', idempotent: true };
  const destroys = method === 'DELETE' || node['x-destructive'] === true;
  return {
    kind: destroys ? 'destroys' : 'writes',
    idempotent: method === 'PUT' || method === 'DELETE' || node['x-idempotent'] === true,
  };
}

/** Schemes the document does not define, and those the transport sees to, ask nothing of the client. */
function securityOf(lowering: Lowering, node: JsonObject): string[][] {
  const known = schemesOf(lowering);
  return listOf(node.security ?? lowering.root.security).map((alternative) =>
    Object.keys(objectOf(alternative)).filter((scheme) => known.has(scheme)),
  );
}
