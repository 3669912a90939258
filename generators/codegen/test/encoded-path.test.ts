import { expect, it } from 'vitest';
import { encodedPath } from '../src/encoded-path.ts';

it.each([
  ['/v1/things', '/v1/things'],
  ['/schema#add', '/schema%23add'],
  ['/a b/é', '/a%20b/%C3%A9'],
  ['/a%2Fb%20c', '/a%2Fb%20c'],
  ['/a%23b', '/a%23b'],
  ['/100%', '/100%25'],
  ['/[x]?v=1&w=2', '/%5Bx%5D?v=1&w=2'],
  ['/\ud800', '/%EF%BF%BD'],
])('%s → %s', (text, wire) => {
  expect(encodedPath(text)).toBe(wire);
});
