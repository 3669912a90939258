import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { nullable } from './component.ts';

const example = 'eyJhIjoidmVoaWNsZS0wMDEifQ';

/** The query parameters of an operation that answers in pages. */
export const pageQuery = (items: string, most: number = limits.pageSize) => ({
  limit: Type.Optional(
    Type.Integer({
      description: `${items} per page at most.`,
      minimum: 1,
      maximum: most,
      default: 100,
      examples: [100],
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      description: '`next_cursor` of the page before; absent for the first page.',
      minLength: 1,
      maxLength: limits.cursorLength,
      examples: [example],
    }),
  ),
});

export const NextCursor = nullable(
  Type.String({ description: 'Pass as `cursor` for the next page; null on the last.', examples: [example] }),
);

/** What `x-pagination` says of an operation with these parameters. */
export const paginated = (items: string) => ({
  'x-pagination': { cursor: 'cursor', next: 'next_cursor', items, limit: 'limit' },
});

/** What a store takes of them. */
export const toPage = ({ limit = 100, cursor }: { limit?: number; cursor?: string }) => ({
  limit,
  ...(cursor !== undefined && { cursor }),
});
