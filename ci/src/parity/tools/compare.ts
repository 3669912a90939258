import { type Api, declarationOf, type Operation, type Type, unreachable } from '@sdkgen/ir';
import type { Value } from '@vectorscaledb/conformance';
import type { Finding } from '../finding.ts';
import { isCollected, toolArguments, wireName } from './operations.ts';
import type { ListedTool } from './server.ts';

export const MCP = 'mcp';
export const TOOL = 'MCP tool';
/** What a tool asks beside its operation's arguments: whether data may go, and whether vectors are to be shown. */
const OWN = ['confirm', 'include_vectors'];
/** Lines without end come a page at a time. */
const PAGING = ['limit', 'cursor'];
const LONGEST = 200;

/** Tools as they are listed against the document: one for each operation, with its arguments, told in so many words. */
export function compareTools(api: Api, tools: readonly ListedTool[]): Finding[] {
  const names = new Set(api.operations.map(({ name }) => name.wire));
  const more = tools
    .filter(({ name }) => !names.has(name))
    .map(({ name }) => finding(null, `tool ${name}`, 'nothing of the document', name));
  const compared = api.operations.flatMap((operation) => {
    const tool = tools.find(({ name }) => name === operation.name.wire);
    if (!tool) return [finding(operation, 'tool', operation.name.wire, 'none')];
    return [
      ...compareDescription(operation, tool),
      ...(isCollected(operation) ? [] : compareArguments(api, operation, tool)),
    ];
  });
  return [...compared, ...more];
}

function compareDescription(operation: Operation, { description }: ListedTool): Finding[] {
  const fits = description.length > 0 && description.length <= LONGEST;
  return fits ? [] : [finding(operation, 'description', `1 to ${LONGEST} characters`, `${description.length}`)];
}

function compareArguments(api: Api, operation: Operation, { inputSchema }: ListedTool): Finding[] {
  const properties = Object(inputSchema.properties) as Readonly<Record<string, { readonly type?: Value }>>;
  const required = [inputSchema.required ?? []].flat().map(String);
  const wanted = toolArguments(operation);
  const own = operation.shape.kind === 'lines' ? [...OWN, ...PAGING] : OWN;
  const known = new Set([...wanted.map(wireName), ...own]);
  const more = Object.keys(properties).filter((name) => !known.has(name));
  return [
    ...more.map((name) => finding(operation, name, 'nothing of the document', name)),
    ...wanted.flatMap((argument): Finding[] => {
      const name = wireName(argument);
      const found = properties[name];
      if (!found) return [finding(operation, name, name, 'none')];
      const types = [found.type ?? []].flat().map(String);
      const type = argument.at.in === 'body' && isLines(operation) ? 'array' : jsonType(api, argument.type);
      return [
        ...(type === null || types.includes(type)
          ? []
          : [finding(operation, `${name} › type`, type, types.join(', '))]),
        ...(argument.required === required.includes(name)
          ? []
          : [finding(operation, `${name} › required`, String(argument.required), String(!argument.required))]),
      ];
    }),
  ];
}

const isLines = ({ body }: Operation): boolean => body?.encoding === 'ndjson' || body?.encoding === 'json-seq';

/** What a value is in JSON; null where it may be several things. */
function jsonType(api: Api, type: Type): string | null {
  switch (type.kind) {
    case 'primitive':
      return PRIMITIVES[type.primitive] ?? 'string';
    case 'literal':
      return typeof type.value;
    case 'list':
    case 'tuple':
      return 'array';
    case 'map':
      return 'object';
    case 'nullable':
      return jsonType(api, type.inner);
    case 'reference': {
      const declaration = declarationOf(api, type.id);
      if (declaration.kind === 'alias') return jsonType(api, declaration.target);
      if (declaration.kind === 'enum') return declaration.value;
      return declaration.kind === 'object' ? 'object' : null;
    }
    default:
      return unreachable(type);
  }
}

const INTEGER = 'integer';
const NUMBER = 'number';
const PRIMITIVES: Readonly<Record<string, string | null>> = {
  boolean: 'boolean',
  int32: INTEGER,
  int64: INTEGER,
  uint64: INTEGER,
  integer: INTEGER,
  'unix-time': INTEGER,
  float32: NUMBER,
  float64: NUMBER,
  decimal: NUMBER,
  json: null,
};

function finding(operation: Operation | null, what: string, expected: string, got: string): Finding {
  const name = operation?.name.wire ?? null;
  const place = name === null ? what : `${name} › ${what}`;
  return { check: 'surface', language: MCP, operation: name, features: [TOOL], what: place, expected, got };
}
