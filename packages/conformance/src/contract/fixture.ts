import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../exact/yaml.ts';
import type { Case } from '../fixtures/case.ts';
import { type Document, FIXTURES, type Fixture } from '../fixtures/fixture.ts';
import { budgetCases } from './budget.ts';
import { cancellationCases } from './cancellation.ts';
import { deadlineCases } from './deadline.ts';
import { idempotencyCases } from './idempotency.ts';
import { pageCases } from './pages.ts';
import { redirectCases } from './redirects.ts';
import { resumeCases } from './resume.ts';
import { retryAfterCases } from './retry-after.ts';
import { secretCases } from './secrets.ts';
import { sseCases } from './sse-vectors.ts';
import { openingCases } from './websocket-opening.ts';
import { resumingCases } from './websocket-resuming.ts';

/** The runtime contract, rule by rule, as fixtures like the others. */
export function contractFixtures(): Fixture[] {
  return [
    { name: 'contract', document: documentOf('contract'), alone: false, cases: contractCases },
    {
      name: 'websocket',
      document: documentOf('websocket'),
      alone: false,
      cases: [...openingCases, ...resumingCases],
    },
  ];
}

const documentOf = (name: string): Document =>
  parseYaml(readFileSync(join(FIXTURES, `${name}.yaml`), 'utf8')) as Document;

const contractCases: readonly Case[] = [
  ...retryAfterCases,
  ...cancellationCases,
  ...deadlineCases,
  ...budgetCases,
  ...idempotencyCases,
  ...redirectCases,
  ...secretCases,
  ...pageCases,
  ...sseCases,
  ...resumeCases,
];
