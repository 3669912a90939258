import type { Value } from '../exact/json.ts';
import type { Document } from '../fixtures/fixture.ts';
import { membersOf, type Operation, type resolver } from './document.ts';
import { unreserved } from './serialize.ts';

export interface Credentials {
  readonly auth: Readonly<Record<string, Value>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: readonly string[];
  readonly cookies: readonly string[];
}

/** One for every scheme of the document; of those an operation's first alternative is sent. */
export function credentialsOf(
  document: Document,
  resolve: ReturnType<typeof resolver>,
  { security }: Operation,
): Credentials {
  const schemes = Object.entries(membersOf(membersOf(document.components).securitySchemes)).map(
    ([id, scheme]) => [id, resolve(scheme)] as const,
  );
  const sent = new Set(security[0] ?? []);
  const headers: Record<string, string> = {};
  const query: string[] = [];
  const cookies: string[] = [];
  const auth: Record<string, Value> = {};
  for (const [id, { type, in: place, name, scheme }] of schemes) {
    const isBasic = type === 'http' && String(scheme).toLowerCase() === 'basic';
    auth[id] = isBasic ? { username: 'user', password: 'pass word' } : `secret-${id}`;
    if (!sent.has(id)) continue;
    if (type === 'apiKey') {
      if (place === 'header') headers[String(name)] = `secret-${id}`;
      else if (place === 'query') query.push(`${unreserved(String(name))}=secret-${id}`);
      else cookies.push(`${unreserved(String(name))}=secret-${id}`);
    } else if (isBasic) headers.Authorization = `Basic ${Buffer.from('user:pass word').toString('base64')}`;
    else if (type === 'http' && String(scheme).toLowerCase() !== 'bearer')
      headers.Authorization = `${scheme} secret-${id}`;
    else headers.Authorization = `Bearer secret-${id}`;
  }
  return { auth, headers, query, cookies };
}
