import { isDeepStrictEqual } from 'node:util';
import type { Api, Credential } from '../api.ts';
import { nameOf } from '../name.ts';
import { type Change, Changes, type Found, type Subject } from './change.ts';
import { compareDeclarations } from './declarations.ts';
import { sameProse } from './docs.ts';
import { compareOperations } from './operations.ts';
import { typeOrNothing } from './text.ts';

/**
 * What changed between two documents as users of their SDKs meet it. What is written otherwise and means the same (a `$ref`
 * for what stood in its place, an `allOf` written out) is no change.
 */
export function compareApis(before: Api, after: Api): Change[] {
  const found = new Changes();
  compareOperations(before, after, found);
  compareDeclarations(before, after, found);
  compareCredentials(before, after, found);
  compareClient(before, after, found);
  compareServers(before, after, found);
  compareWebhooks(before, after, found);
  return found.all;
}

const CLIENT: Subject = { role: 'client', name: nameOf('client'), part: null };
const clientPart = (text: string): Subject => ({ ...CLIENT, part: { role: 'argument', name: nameOf(text) } });

function compareCredentials(before: Api, after: Api, found: Found): void {
  const pointer = ({ scheme }: Credential): string => `#/components/securitySchemes/${scheme}`;
  const told = ({ description: _, ...rest }: Credential): unknown => rest;
  const old = new Map(before.credentials.map((one) => [one.scheme, one]));
  for (const one of after.credentials) {
    const was = old.get(one.scheme);
    old.delete(one.scheme);
    if (!was) found.add('credential-added', pointer(one), clientPart(one.scheme));
    else if (!isDeepStrictEqual(told(was), told(one)))
      found.add('credential-changed', pointer(one), clientPart(one.scheme), was.kind, one.kind);
    else if (was.description !== one.description)
      found.add('documentation-changed', pointer(one), clientPart(one.scheme));
  }
  for (const one of old.values()) found.add('credential-removed', pointer(one), clientPart(one.scheme));
}

function compareClient(before: Api, after: Api, found: Found): void {
  const names = (api: Api): string[] => api.clientHeaders.map(({ name }) => name.wire);
  const [old, now] = [names(before), names(after)];
  for (const name of now.filter((one) => !old.includes(one))) found.add('client-header-added', '#', clientPart(name));
  for (const name of old.filter((one) => !now.includes(one))) found.add('client-header-removed', '#', clientPart(name));
  if (before.title.wire !== after.title.wire)
    found.add('title-changed', '#/info/title', CLIENT, before.title.wire, after.title.wire);
  if (before.description !== after.description) found.add('documentation-changed', '#/info/description', CLIENT);
}

function compareServers(before: Api, after: Api, found: Found): void {
  const key = (name: readonly string[]): string => name.join(' ');
  const [old, now] = [before, after].map((api) => new Map(api.servers.map((one) => [key(one.name.words), one])));
  // An SDK has names for servers only where there are several.
  const named = (api: Api): boolean => api.servers.length > 1;
  for (const [name, server] of now ?? [])
    if (!old?.has(name) && named(after))
      found.add('server-added', '#/servers', clientPart(server.name.wire), null, server.url);
  for (const [name, server] of old ?? [])
    if (!now?.has(name) && named(before))
      found.add('server-removed', '#/servers', clientPart(server.name.wire), server.url);
  if (before.serverUrl !== after.serverUrl)
    found.add('default-server-changed', '#/servers/0', clientPart('url'), before.serverUrl, after.serverUrl);
}

function compareWebhooks(before: Api, after: Api, found: Found): void {
  const subject = (name: Api['webhooks'][number]['name']): Subject => ({ role: 'webhook', name, part: null });
  const old = new Map(before.webhooks.map((one) => [one.name.wire, one]));
  for (const one of after.webhooks) {
    const was = old.get(one.name.wire);
    old.delete(one.name.wire);
    const [type, now] = [was && typeOrNothing(before, was.type), typeOrNothing(after, one.type)];
    if (!was) found.add('webhook-added', one.pointer, subject(one.name));
    else if (type !== now) found.add('webhook-changed', one.pointer, subject(one.name), type, now);
    else if (!sameProse(was.docs, one.docs)) found.add('documentation-changed', one.pointer, subject(one.name));
  }
  for (const one of old.values()) found.add('webhook-removed', one.pointer, subject(one.name));
}
