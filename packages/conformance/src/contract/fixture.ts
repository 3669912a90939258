import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../exact/yaml.ts';
import { type Document, FIXTURES, type Fixture } from '../fixtures/fixture.ts';
import { budgetCases } from './budget.ts';
import { deadlineCases } from './deadline.ts';
import { idempotencyCases } from './idempotency.ts';
import { pageCases } from './pages.ts';
import { redirectCases } from './redirects.ts';
import { resumeCases } from './resume.ts';
import { retryAfterCases } from './retry-after.ts';
import { secretCases } from './secrets.ts';
import { sseCases } from './sse-vectors.ts';

/** The runtime contract, rule by rule, as a fixture like the others. */
export function contractFixture(): Fixture {
  const document = parseYaml(readFileSync(join(FIXTURES, 'contract.yaml'), 'utf8')) as Document;
  const cases = [
    ...retryAfterCases,
    ...deadlineCases,
    ...budgetCases,
    ...idempotencyCases,
    ...redirectCases,
    ...secretCases,
    ...pageCases,
    ...sseCases,
    ...resumeCases,
  ];
  return { name: 'contract', document, alone: false, cases };
}
