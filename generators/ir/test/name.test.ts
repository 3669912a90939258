import { describe, expect, it } from 'vitest';
import { joinNames, nameOf } from '../src/index.ts';

describe('nameOf', () => {
  it.each([
    ['entity_id', ['entity', 'id']],
    ['IngestBatchRequest', ['ingest', 'batch', 'request']],
    ['X-Request-ID', ['x', 'request', 'id']],
    ['HTTPServer', ['http', 'server']],
    ['vector2d', ['vector2', 'd']],
    ['iPhone', ['i', 'phone']],
    ['TRACKED_OBJECT', ['tracked', 'object']],
    ['名前', ['名前']],
    ['straße-größe', ['straße', 'größe']],
    ['+1', ['1']],
    ['-', ['u2d']],
    ['', ['empty']],
  ])('splits %s', (wire, words) => {
    expect(nameOf(wire)).toEqual({ wire, words });
  });

  it('keeps the wire text of joined names', () => {
    expect(joinNames(nameOf('Page'), nameOf('next_cursor'))).toEqual({
      wire: 'Page.next_cursor',
      words: ['page', 'next', 'cursor'],
    });
  });
});
