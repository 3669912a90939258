import { expect, test } from 'vitest';
import { tools } from '../src/generated/tools.ts';
import { ranking } from './support/bm25.ts';
import { requests } from './support/requests.ts';

test('the tool a request is for is among the first three', () => {
  expect(requests.length).toBeGreaterThanOrEqual(150);
  const rank = ranking(
    tools.map(({ name, description }) => ({ name, text: `${name.replaceAll('_', ' ')} ${description}` })),
  );
  const missed = requests.flatMap(([request, wanted]) => {
    const first = rank(request).slice(0, 3);
    return first.includes(wanted) ? [] : [`${request} → ${wanted}, not ${first.join(', ')}`];
  });
  expect(1 - missed.length / requests.length, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
});
