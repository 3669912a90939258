import type { Evidence } from '../matrix.ts';
import type { Report } from '../report.ts';
import type { CaseResult } from '../results.ts';
import { MCP } from '../tools/compare.ts';
import type { ToolEvidence } from '../tools/evidence.ts';

/** What stands behind the cells of one operation in one language. */
export interface Detail {
  /** How it is called: its name and what it takes and gives, as extracted. */
  readonly signature: string;
  readonly at: string;
  readonly code: string;
  readonly cases: readonly Shown[];
}

/** One case, as text to read. */
export interface Shown {
  readonly key: string;
  readonly request: string;
  readonly result: string;
  readonly passed: boolean;
}

export type Details = Readonly<Record<string, Readonly<Record<string, Detail>>>>;

const MAX_TEXT = 2500;
/** Of the many cases of typed requests and responses, as many as say something of their own. */
const MAX_CASES = 24;

/** By operation and language. */
export function detailsOf({ matrix }: Report, evidence: readonly Evidence[], tools: ToolEvidence | null): Details {
  const rows = matrix.rows.map(({ operation }) => {
    const byLanguage = evidence.map(({ language, surface, wire }) => {
      const { manner } = language.surface;
      const found = surface.operations.find(({ name }) => squeezed(name) === squeezed(operation));
      const own = wire.results.filter((one) => one.operation === operation);
      const detail: Detail = {
        signature: found
          ? signatureOf(found)
          : `no ${manner.operation({ wire: operation, words: operation.split('_') })}`,
        at: found?.at ?? '',
        code: found?.code ?? '',
        cases: chosen(own).map(shown),
      };
      return [language.id, detail] as const;
    });
    const tool = tools ? [[MCP, toolDetail(operation, tools)] as const] : [];
    return [operation, Object.fromEntries([...byLanguage, ...tool])] as const;
  });
  return Object.fromEntries(rows);
}

function toolDetail(operation: string, { tools, results }: ToolEvidence): Detail {
  const tool = tools.find(({ name }) => name === operation);
  return {
    signature: tool ? `${tool.name}\n${tool.description}` : `no tool ${operation}`,
    at: 'packages/mcp/src/generated/tools.ts',
    code: JSON.stringify(tool?.inputSchema, exact, 1) ?? '',
    cases: chosen(results.filter((one) => one.operation === operation)).map(shown),
  };
}

const squeezed = (name: string): string => name.replaceAll('_', '').toLowerCase();

function signatureOf({ name, arguments: taken, gives, features }: Evidence['surface']['operations'][number]): string {
  const lines = taken.map(({ name: own, type, isRequired }) => `  ${own}${isRequired ? '' : '?'}: ${type}`);
  return `${name}(${lines.length > 0 ? `\n${lines.join('\n')}\n` : ''}) → ${gives ?? 'nothing'}\n${features.join(', ')}`;
}

/** Those that failed, those of behaviour, then others until there are enough. */
function chosen(results: readonly CaseResult[]): CaseResult[] {
  const failed = results.filter(({ findings }) => findings.length > 0);
  const behaviour = results.filter(({ fixture, findings }) => fixture === 'behaviour' && findings.length === 0);
  const others = results.filter(({ fixture, findings }) => fixture !== 'behaviour' && findings.length === 0);
  return [...failed, ...behaviour, ...others].slice(0, MAX_CASES + failed.length);
}

function shown({ fixture, name, requests, answer, findings }: CaseResult): Shown {
  const request = requests
    .map(({ line, headers, body }) =>
      [line, ...headers.map(([own, value]) => `${own}: ${value}`), '', body].join('\n').trimEnd(),
    )
    .join('\n\n');
  const found = findings.map(({ what, expected, got }) => `${what}: expected ${expected}\n  got ${got}`).join('\n');
  const result = JSON.stringify(answer, exact, 1) ?? '';
  return {
    key: `${fixture} › ${name}`,
    request: cut(request || 'nothing was sent'),
    result: cut(found ? `${found}\n\n${result}` : result),
    passed: findings.length === 0,
  };
}

/** Numbers no double holds are shown by their digits. */
const exact = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'canonical' in value && 'text' in value ? value.text : value;

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
