import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { buildDocument } from '../src/document.ts';
import { categories } from '../src/routes/index.ts';

async function findings(document: object) {
  const config = await createConfig({ extends: ['recommended-strict'] });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: '/openapi.json', config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer})`);
}

describe("Redocly's strict rules", () => {
  it('find nothing in the document', async () => {
    expect(await findings(buildDocument(categories))).toEqual([]);
  });

  it('are really applied', async () => {
    const { info: _, ...headless } = buildDocument(categories) as { info: object };
    expect(await findings(headless)).not.toEqual([]);
  });
});
