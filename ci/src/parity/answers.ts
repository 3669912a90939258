import { type Document, type DriverAnswer, type Finding, printJson } from '@vectorscaledb/conformance';
import { Ajv2020 } from 'ajv/dist/2020.js';

type Members = { readonly [name: string]: unknown };
const HTTP = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const membersOf = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});
const pointer = (...steps: readonly string[]): string =>
  `#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/** Holds what a driver got from the real server to what the document declares of the operation. */
export function acceptable(document: Document): (operation: string, answer: DriverAnswer) => Finding[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema({ ...JSON.parse(printJson(document)), $id: 'document' });
  const responses = new Map(
    Object.entries(membersOf(document.paths)).flatMap(([path, item]) =>
      HTTP.flatMap((method) => {
        const { operationId, responses: declared } = membersOf(membersOf(item)[method]);
        return operationId
          ? [
              [
                String(operationId),
                { at: ['paths', path, method, 'responses'], declared: membersOf(declared) },
              ] as const,
            ]
          : [];
      }),
    ),
  );
  const judge = (steps: readonly string[], value: unknown, what: string): Finding[] => {
    const validate = ajv.getSchema(`document${pointer(...steps)}`);
    if (!validate) return [];
    const plain = JSON.parse(printJson(value ?? null));
    if (validate(plain)) return [];
    return [
      {
        what,
        expected: 'as the document declares it',
        got: `${ajv.errorsText(validate.errors)}: ${printJson(plain).slice(0, 500)}`,
      },
    ];
  };
  return (operation, answer) => {
    const found = responses.get(operation);
    if (!found) return [{ what: 'operation', expected: 'one of the document', got: operation }];
    if (answer.unsupported !== undefined) return [{ what: 'answer', expected: 'a result', got: answer.unsupported }];
    const { status, ok } = answer;
    if (status === undefined && !answer.items) return [{ what: 'status', expected: 'one', got: printJson(answer) }];
    const key = String(status ?? 200);
    if (!(key in found.declared))
      return [
        { what: 'status', expected: Object.keys(found.declared).join(', '), got: `${key}: ${printJson(answer)}` },
      ];
    const { schema, media } = contentOf(document, found.declared[key]);
    const steps = schema ?? [...found.at, key, 'content', media ?? '', 'schema'];
    if (!ok) return media ? judge(steps, answer.error?.body, 'error body') : [];
    if (answer.items) return answer.items.flatMap((item) => judge(steps, item, 'item'));
    return media ? judge(steps, answer.value, 'value') : [];
  };
}

/** Of a response its first media type, and where its schema stands when that is by reference. */
function contentOf(document: Document, response: unknown): { schema: string[] | null; media: string | null } {
  const { $ref } = membersOf(response);
  const steps = typeof $ref === 'string' ? stepsOf($ref) : null;
  const resolved = steps ? steps.reduce<unknown>((at, step) => membersOf(at)[step], document) : response;
  const [media = null] = Object.keys(membersOf(membersOf(resolved).content));
  if (media === null) return { schema: null, media };
  const { schema, itemSchema } = membersOf(membersOf(membersOf(resolved).content)[media]);
  const target = membersOf(itemSchema ?? schema).$ref;
  if (typeof target === 'string') return { schema: stepsOf(target), media };
  const place = itemSchema === undefined ? 'schema' : 'itemSchema';
  return { schema: steps ? [...steps, 'content', media, place] : null, media };
}

const stepsOf = (reference: string): string[] =>
  reference
    .replace(/^#\//, '')
    .split('/')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));

const DAY_MS = 24 * 3600 * 1000;
/** Figures of the moment. */
const MOMENTARY = /uptime|remaining|bytes/;

/** An answer without what belongs to one run: what is left must be the same in every language. */
export function settled({ headers: _, error, ...answer }: DriverAnswer): unknown {
  const { message: __, request_id: ___, retry_after: ____, body, ...told } = membersOf(error);
  const { request_id: _____, ...rest } = membersOf(body);
  return timeless(error ? { ...answer, error: { ...told, body: rest } } : answer);
}

function timeless(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => timeless(item));
  if (typeof value === 'string')
    return isNow(value) ? '<now>' : shortTime(value).replaceAll(/[0-9a-f]{8}[0-9a-f-]*/g, '<id>');
  if (typeof value === 'number') return MOMENTARY.test(name) ? '<figure>' : value;
  if (typeof value !== 'object' || value === null || 'canonical' in value) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort()
      .map(([key, member]) => [key, timeless(member, key)]),
  );
}

/** An instant in as few digits as it has: Python and Node keep the text, the others the instant. */
const shortTime = (text: string): string =>
  text.replace(/^(\d{4}-\d\d-\d\dT[\d:]{8}(?:\.\d*?[1-9])?)\.?0+(?=Z|[+-]\d\d:\d\d$)/, '$1');

const isNow = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT/.test(text) && Math.abs(Date.parse(text) - Date.now()) < 400 * DAY_MS;
