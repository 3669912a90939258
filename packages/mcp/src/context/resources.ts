import {
  ProtocolError,
  ProtocolErrorCode,
  type Resource,
  type ResourceTemplateType,
} from '@modelcontextprotocol/server';
import type { Backend } from '../backend/backend.ts';
import { fitting } from '../calls/fit.ts';
import { fromClient, toClient } from '../calls/names.ts';
import { call } from '../calls/perform.ts';
import { refusalOf } from '../calls/refusal.ts';
import { visibleJson } from '../calls/text.ts';
import { withoutVectors } from '../calls/vectors.ts';
import { tools } from '../generated/tools.ts';
import type { Arguments, Result } from '../tool.ts';
import { guides } from './guides.ts';

const ROOT = 'vectorscaledb://';
export const CHANGES = `${ROOT}changes`;
export const entityUri = (id: string): string => `${ROOT}entities/${encodeURIComponent(id)}`;
export const trajectoryUri = (id: string): string => `${ROOT}trajectories/${encodeURIComponent(id)}`;

const JSON_TYPE = 'application/json';

const FIXED: readonly Resource[] = [
  { uri: `${ROOT}status`, name: 'status', description: 'How the database is and what it holds', mimeType: JSON_TYPE },
  {
    uri: `${ROOT}catalogue`,
    name: 'catalogue',
    description: 'The types of entities, with counts',
    mimeType: JSON_TYPE,
  },
  {
    uri: CHANGES,
    name: 'changes',
    description: 'The latest changes; subscribe to be told of new ones',
    mimeType: JSON_TYPE,
  },
  {
    uri: `${ROOT}openapi`,
    name: 'openapi',
    description: 'The OpenAPI document of the API behind the tools',
    mimeType: JSON_TYPE,
  },
  ...Object.entries(guides).map(([name, { title }]) => ({
    uri: `${ROOT}guides/${name}`,
    name: `guide-${name}`,
    description: title,
    mimeType: 'text/markdown',
  })),
];

const TEMPLATES: readonly ResourceTemplateType[] = [
  {
    uriTemplate: `${ROOT}entities/{entity_id}`,
    name: 'entity',
    description: 'What is known of an entity',
    mimeType: JSON_TYPE,
  },
  {
    uriTemplate: `${ROOT}trajectories/{entity_id}`,
    name: 'trajectory',
    description: 'The path of an entity in up to 100 points',
    mimeType: JSON_TYPE,
  },
];

/** Which tool a kind of resource is read by. What that tool needs a client may not be offered: then neither is this. */
const READ_BY: Readonly<Record<string, { readonly tool: string; args(id: string): Arguments }>> = {
  status: { tool: 'get_status', args: () => ({}) },
  catalogue: { tool: 'list_entity_types', args: () => ({}) },
  entities: { tool: 'get_entity', args: (id) => ({ entity_id: id }) },
  trajectories: { tool: 'get_trajectory', args: (id) => ({ entity_id: id, reduction: 'even', points: 100 }) },
  changes: { tool: 'poll_changes', args: () => ({ limit: 100 }) },
};

/** What agents may read without calling a tool. */
export class Resources {
  readonly #backend: Backend;
  readonly #offered: ReadonlySet<string>;
  readonly #most: number;

  constructor(backend: Backend, offered: ReadonlySet<string>, most: number) {
    this.#backend = backend;
    this.#offered = offered;
    this.#most = most;
  }

  list(): Resource[] {
    return FIXED.filter(({ uri }) => this.#isOffered(uri));
  }

  templates(): ResourceTemplateType[] {
    return TEMPLATES.filter(({ uriTemplate }) => this.#isOffered(uriTemplate));
  }

  async read(uri: string, signal: AbortSignal): Promise<{ uri: string; mimeType: string; text: string }> {
    const { kind, id } = partsOf(uri);
    const guide = kind === 'guides' ? guides[id] : undefined;
    if (guide) return { uri, mimeType: 'text/markdown', text: `# ${guide.title}\n\n${guide.text}\n` };
    if (!this.#isOffered(uri)) throw notFound(uri);
    if (kind === 'openapi') return { uri, mimeType: JSON_TYPE, text: await this.#backend.document(signal) };
    const reader = READ_BY[kind];
    if (!reader) throw notFound(uri);
    return { uri, mimeType: JSON_TYPE, text: visibleJson(await this.#ask(uri, reader.tool, reader.args(id), signal)) };
  }

  async #ask(uri: string, name: string, args: Arguments, signal: AbortSignal): Promise<Result> {
    const tool = tools.find((one) => one.name === name);
    if (!tool) throw notFound(uri);
    try {
      const client = await this.#backend.client();
      return await fitting(tool, args, this.#most, async (now) => {
        const result = await call(client, tool.method, toClient(now, tool.takes), { signal });
        return withoutVectors(fromClient(result, tool.gives), tool.gives) as Result;
      });
    } catch (error) {
      const { code, message, next } = refusalOf(error);
      if (code === 'entity_not_found') throw notFound(uri);
      throw new ProtocolError(ProtocolErrorCode.InternalError, `${message}. ${next}`, { code });
    }
  }

  #isOffered(uri: string): boolean {
    const reader = READ_BY[partsOf(uri).kind];
    return !reader || this.#offered.has(reader.tool);
  }
}

function partsOf(uri: string): { kind: string; id: string } {
  const match = /^vectorscaledb:\/\/([a-z]+)(?:\/(.+))?$/.exec(uri);
  if (!match) throw notFound(uri);
  try {
    return { kind: match[1] ?? '', id: decodeURIComponent(match[2] ?? '') };
  } catch {
    throw notFound(uri);
  }
}

function notFound(uri: string): ProtocolError {
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `there is no resource ${JSON.stringify(uri.slice(0, 300))}`,
    { uri },
  );
}
