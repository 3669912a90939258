import { code, type Lexeme } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { field, listed, nested, text } from '../layout/index.ts';
import { identifier, stringLiteral } from '../literals.ts';

const READS = { query: 'Query', write: 'Write', stream: 'Stream' } as const;
const RETRIES = { always: 'Always', keyed: 'Keyed', never: 'Never' } as const;

/** What never changes about an operation, as fields of one constant. */
export function constantsOf(operation: Operation): Lexeme[] {
  const { name, method, template, timeout, retry, security, accept, idempotencyHeader: key } = operation;
  const combinations = security.map((schemes) =>
    listed(
      code`&`,
      schemes.map((scheme) => text(stringLiteral(scheme))),
    ),
  );
  const head = code`    security: `;
  return [
    field(code`name`, stringLiteral(name.wire), 4),
    field(code`method`, stringLiteral(method), 4),
    field(code`template`, stringLiteral(template), 4),
    field(code`read`, code`ReadTimeout::${identifier(READS[timeout])}`, 4),
    field(code`retry`, code`Retry::${identifier(RETRIES[retry.kind])}`, 4),
    field(code`key_header`, key === null ? code`None` : code`Some(${stringLiteral(key)})`, 4),
    code`${head}${nested(listed(code`&`, combinations), 4, head.width, 1)},`,
    field(code`accept`, stringLiteral(accept), 4),
  ];
}
