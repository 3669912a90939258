import { describe, expect, it } from 'vitest';
import { formatTime, parseTime } from '../src/index.ts';

describe('times', () => {
  it.each([
    ['2025-06-01T00:00:00Z', '2025-06-01T00:00:00.000Z'],
    ['2025-06-01T02:00:00.5+02:00', '2025-06-01T00:00:00.500Z'],
    ['2025-06-01t00:00:00.123456789z', '2025-06-01T00:00:00.123456Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
    ['1700-01-01T00:00:00.000001Z', '1700-01-01T00:00:00.000001Z'],
    ['2016-12-31T23:59:60.7Z', '2017-01-01T00:00:00.000Z'],
  ])('%s is %s', (given, shown) => {
    expect(formatTime(parseTime(given) as number)).toBe(shown);
  });

  it.each(['2025-06-01', '2025-06-01T00:00:00', '2025-13-01T00:00:00Z', 'now'])('%s is none', (text) => {
    expect(parseTime(text)).toBeNull();
  });
});
