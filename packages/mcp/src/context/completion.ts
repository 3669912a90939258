import type { Backend } from '../backend/backend.ts';
import { call } from '../calls/perform.ts';

const MOST = 100;
const PAGES = 5;

interface Page {
  readonly entities?: readonly { readonly entityId: string }[];
  readonly entityTypes?: readonly { readonly entityType: string }[];
  readonly nextCursor: string | null;
}

/** Values an argument may take that begin as what was typed. A database that does not answer completes nothing. */
export async function complete(
  backend: Backend,
  argument: string,
  typed: string,
): Promise<{ values: string[]; hasMore: boolean }> {
  if (argument === 'entity_id' || argument === 'other_entity_id')
    return matching(backend, 'listEntities', typed, ({ entities = [] }) => entities.map(({ entityId }) => entityId));
  if (argument === 'entity_type')
    return matching(backend, 'listEntityTypes', typed, ({ entityTypes = [] }) =>
      entityTypes.map(({ entityType }) => entityType),
    );
  return { values: [], hasMore: false };
}

async function matching(backend: Backend, method: string, typed: string, namesOf: (page: Page) => string[]) {
  const values: string[] = [];
  let cursor: string | null = null;
  try {
    const client = await backend.client();
    for (let pages = 0; pages < PAGES; pages++) {
      const page = (await call(client, method, { limit: 1000, ...(cursor !== null && { cursor }) }, {})) as Page;
      values.push(...namesOf(page).filter((name) => name.startsWith(typed)));
      cursor = page.nextCursor;
      if (cursor === null || values.length > MOST) break;
    }
  } catch {
    return { values: [], hasMore: false };
  }
  return { values: values.slice(0, MOST), hasMore: cursor !== null || values.length > MOST };
}
