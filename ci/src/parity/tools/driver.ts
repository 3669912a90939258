#!/usr/bin/env node
// A driver like those of the SDKs, in front of vectorscale-mcp as an agent's client starts it: one call a line on standard input becomes
// a call of the tool of that operation, and its structured result is the answer. `params` and members of the body are its arguments.

import { createInterface } from 'node:readline';
import { type DriverAnswer, type DriverRequest, parseJson, printJson, type Value } from '@vectorscaledb/conformance';
import { type ListedTool, ToolServer } from './server.ts';

type Request = DriverRequest & { readonly id: number };

const servers = new Map<string, Promise<ToolServer>>();

for await (const line of createInterface({ input: process.stdin })) {
  const request = parseJson(line) as unknown as Request;
  const answer = await call(request).catch((error: Error): DriverAnswer => ({ unsupported: error.message }));
  process.stdout.write(`${printJson({ id: request.id, ...answer })}\n`);
}
await Promise.all([...servers.values()].map(async (server) => (await server).close()));

async function call({ client, operation, params = {}, body }: Request): Promise<DriverAnswer> {
  const server = await serverOf(client.base_url, String(client.auth?.ApiKey ?? ''));
  const tool = server.tool(operation);
  const args = { ...known(tool, argumentsOf(params, body)), ...assents(tool) };
  const { structuredContent = {}, isError = false } = await server.call(operation, args);
  if (isError) return { ok: false, error: structuredContent.error as NonNullable<DriverAnswer['error']> };
  return { ok: true, value: structuredContent as Value };
}

/** Headers are the client's own: a key, a tenant, what makes a call idempotent. */
function argumentsOf({ path, query }: NonNullable<Request['params']>, body: Value | undefined): object {
  const members = Array.isArray(body) ? { items: body } : typeof body === 'object' ? body : {};
  return { ...path, ...query, ...members };
}

/** `include_vectors` is asked of every tool, and only some have vectors. */
function known({ inputSchema: { properties } }: ListedTool, args: object): object {
  const { include_vectors: shown, ...others } = args as { readonly include_vectors?: boolean };
  const has = Object.hasOwn(Object(properties), 'include_vectors');
  return shown !== undefined && has ? { ...others, include_vectors: shown } : others;
}

/** As an agent that was told to take data away. */
function assents({ inputSchema: { properties } }: ListedTool): object {
  return Object.hasOwn(Object(properties), 'confirm') ? { confirm: true } : {};
}

function serverOf(url: string, key: string): Promise<ToolServer> {
  const id = `${url} ${key}`;
  const server = servers.get(id) ?? ToolServer.start(url, key);
  servers.set(id, server);
  return server;
}
