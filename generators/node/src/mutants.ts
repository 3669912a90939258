import type { Fault, FaultRule, Mutations, RenderedFile } from '@sdkgen/codegen';

const runtime: readonly Fault[] = [
  {
    fault: 'what comes once is sent again',
    sdk: 'own',
    file: 'runtime/core.ts',
    find: ' && !request.once,',
    replace: ',',
    cases: ['retries'],
  },
  {
    fault: 'a call cannot be given up',
    sdk: 'own',
    file: 'runtime/guard.ts',
    find: "else caller?.addEventListener('abort', this.#onAbort, { once: true });",
    replace: '',
    cases: ['cancellation'],
  },
  {
    fault: 'a wait between attempts cannot be given up',
    file: 'runtime/guard.ts',
    find: "signal?.addEventListener('abort', stop, { once: true });",
    replace: '',
    cases: ['Cancellation'],
  },
  {
    fault: 'one retry more than asked for',
    file: 'runtime/retry.ts',
    find: 'attempt > policy.maxRetries ||',
    replace: 'attempt > policy.maxRetries + 1 ||',
    cases: ['retries'],
  },
  {
    fault: 'every status is retried',
    file: 'runtime/retry.ts',
    find: 'return RETRIES.statuses.includes(error.status);',
    replace: 'return error.status >= 300;',
    cases: ['retries'],
  },
  {
    fault: 'what is not idempotent is retried',
    file: 'runtime/retry.ts',
    find: '!policy.repeatable ||',
    replace: '',
    cases: ['retries'],
  },
  {
    fault: 'a connection that broke is not tried again',
    file: 'runtime/retry.ts',
    find: 'return error instanceof ConnectionError || error instanceof TimeoutError;',
    replace: 'return error instanceof TimeoutError;',
    cases: ['Retries after broken'],
  },
  {
    fault: 'Retry-After is not obeyed',
    file: 'runtime/retry.ts',
    find: 'wished === null ? backoff(attempt - 1) : wished * 1000',
    replace: 'backoff(attempt - 1)',
    cases: ['Retry-After'],
  },
  {
    fault: 'waits of any length are waited',
    file: 'runtime/retry.ts',
    find: 'wished !== null && wished > RETRIES.maxRetryAfter',
    replace: 'wished !== null && wished > 1e9',
    cases: ['Retry-After'],
  },
  {
    fault: 'a wait beyond the deadline is begun',
    file: 'runtime/retry.ts',
    find: 'if (now() + wait >= policy.deadline) return null;',
    replace: '',
    cases: ['Deadlines', 'Retry-After'],
  },
  {
    fault: 'the wait between attempts does not grow',
    file: 'runtime/retry.ts',
    find: 'initial * factor ** retry',
    replace: 'initial * factor ** (0 * retry)',
    cases: ['Retries'],
  },
  {
    fault: 'retries cost nothing',
    file: 'runtime/retry.ts',
    find: 'this.#tokens -= RETRIES.budget.retryCost;',
    replace: '',
    cases: ['Retry budget'],
  },
  {
    fault: 'a success gives nothing back',
    file: 'runtime/core.ts',
    find: 'this.#budget.refund();',
    replace: '',
    cases: ['Retry budget'],
  },
  {
    fault: 'the milliseconds of Retry-After-Ms are seconds',
    file: 'runtime/retry.ts',
    find: 'Number(milliseconds) / 1000',
    replace: 'Number(milliseconds)',
    cases: ['Retry-After'],
  },
  {
    fault: 'a date is no Retry-After',
    file: 'runtime/retry.ts',
    find: '/[A-Za-z]/.test(value) ? Date.parse(value) : Number.NaN',
    replace: 'Number.NaN',
    cases: ['Retry-After'],
  },
  {
    fault: 'redirects are followed',
    file: 'runtime/transport.ts',
    find: "redirect: 'manual'",
    replace: "redirect: 'follow'",
    cases: ['Redirects'],
  },
  {
    fault: 'the key of an idempotent call is another for every attempt',
    file: 'runtime/transport.ts',
    find: 'const init: RequestInit = { method, headers,',
    replace:
      'const init: RequestInit = { method, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, /^idempotency-key$/i.test(name) ? crypto.randomUUID() : value])),',
    cases: ['Idempotency'],
  },
  {
    fault: 'the request id of the header is forgotten',
    file: 'runtime/answer.ts',
    find: "said('request_id') ?? headers.get(HEADERS.requestId)",
    replace: "said('request_id')",
    cases: ['Request ids'],
  },
  {
    fault: 'the text of a failure is read as JSON',
    file: 'runtime/answer.ts',
    find: '{ parse: (octets) => UTF8.decode(octets), decode: (text) => text }',
    replace: '{ parse: (octets) => parseJson(UTF8.decode(octets)), decode: (text) => text }',
    cases: ['errors'],
  },
  {
    fault: 'an error that is not JSON is swallowed',
    file: 'runtime/core.ts',
    find: 'if (isSuccess(response.status)) return arrival;',
    replace: 'if (isSuccess(response.status) || response.status === 418) return arrival;',
    cases: ['errors'],
  },
  {
    fault: 'a range of successes is not read',
    file: 'runtime/core.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: text of a file that is looked for
    find: "[status, `${Math.floor(status / 100)}XX`, 'default']",
    replace: "[status, 'default']",
    cases: ['Ranges of statuses'],
  },
  {
    fault: 'a refused token is not fetched again',
    file: 'runtime/core.ts',
    find: '!request.once && forget(credentials)',
    replace: 'false && forget(credentials)',
    cases: ['OAuth 2'],
  },
  {
    fault: 'an error tells the headers of the request, and the secrets in them',
    file: 'runtime/core.ts',
    find: '    } catch (error) {\n      guard.abort();\n      told?.end({ status, error });\n      throw error;',
    replace:
      '    } catch (error) {\n      guard.abort();\n      told?.end({ status, error });\n      if (error instanceof SdkError) error.message += JSON.stringify([...this.settings.credentials.values()]);\n      throw error;',
    cases: ['Secrets'],
  },
  {
    fault: 'the first of several schemes is taken, whatever is there',
    file: 'runtime/credentials.ts',
    find: 'wanted.find((schemes) => schemes.every((scheme) => known.has(scheme)))',
    replace: 'wanted[0]',
    cases: ['security'],
  },
  {
    fault: 'a key of the query goes as a header',
    file: 'runtime/credentials.ts',
    find: "if (place === 'header')",
    replace: "if (place !== 'cookie')",
    cases: ['API keys'],
  },
  {
    fault: 'pages end one too early',
    file: 'runtime/paginator.ts',
    find: '} while (cursor !== null);',
    replace: '} while (cursor === undefined);',
    cases: ['Pages'],
  },
  {
    fault: 'a stream that was cut just ends',
    file: 'runtime/feed.ts',
    find: '        cut = error;\n      } finally {',
    replace: '        return;\n      } finally {',
    cases: ['Streams that are cut', 'Streams resume'],
  },
  {
    fault: 'an endless feed ends with its connection',
    file: 'runtime/feed.ts',
    find: 'if (!this.#endpoint.endless || this.#isComplete) return;',
    replace: 'return;',
    cases: ['Endless'],
  },
  {
    fault: 'a sentinel is an event',
    file: 'runtime/feed.ts',
    find: 'if (this.#isComplete) return;',
    replace: '',
    cases: ['Sentinels'],
  },
  {
    fault: 'a second cut before any new id loses the cursor',
    file: 'runtime/feed.ts',
    find: 'this.#decoder = new EventDecoder(this.#decoder.lastEventId);',
    replace: 'this.#decoder = new EventDecoder();',
    cases: ['Streams resume'],
  },
  {
    fault: 'attempts are not reset by progress',
    file: 'runtime/feed.ts',
    find: '          idle = 0;\n',
    replace: '',
    cases: ['Streams resume'],
  },
  {
    fault: 'the wish for reconnects is ignored',
    file: 'runtime/reconnect.ts',
    find: 'const first = retry ?? STREAMS.reconnectDelay;',
    replace: 'const first = STREAMS.reconnectDelay;',
    cases: ['Streams resume'],
  },
  {
    fault: 'a carriage return ends no line',
    file: 'runtime/sse.ts',
    find: '/\\r\\n|\\r|\\n/g',
    replace: '/\\r\\n|\\n/g',
    cases: ['SSE'],
  },
  {
    fault: 'lines of data are joined by nothing',
    file: 'runtime/sse.ts',
    find: "this.#data.join('\\n')",
    replace: "this.#data.join('')",
    cases: ['SSE'],
  },
  {
    fault: 'an id with a NUL is taken',
    file: 'runtime/sse.ts',
    find: "name === 'id' && !value.includes('\\0')",
    replace: "name === 'id'",
    cases: ['SSE'],
  },
  {
    fault: 'reserved characters are not encoded',
    file: 'runtime/parameters.ts',
    find: 'if (!allowReserved) return strict;',
    replace: "if (!allowReserved) return strict.replaceAll('%2F', '/');",
    cases: ['parameters'],
  },
];

const ENDPOINTS = /^src\/endpoints\.ts$/;
const CODECS = /^src\/codecs\.ts$/;

const rules: readonly FaultRule[] = [
  {
    fault: 'an operation is dropped',
    files: /^src\/client\.ts$/,
    find: /(?<=^ {2})(?=[a-z]\w+\(\n? *(?:params|items|entityId|options)[^\n]*[^;]\n)/gm,
    replace: () => 'dropped',
    count: 3,
  },
  {
    fault: 'another path',
    files: ENDPOINTS,
    find: /(?<= {2}path: \([^)]*\) => )(?:'\/v1\/|`\/v1\/)/g,
    replace: ([path]) => path.replace('v1', 'v2'),
    count: 3,
  },
  {
    fault: 'another method',
    files: ENDPOINTS,
    find: /(?<= {2}method: )'(?:GET|POST)'/g,
    replace: ([method]) => (method === "'GET'" ? "'POST'" : "'PUT'"),
    count: 3,
  },
  {
    fault: 'a parameter of the query under another name',
    files: ENDPOINTS,
    find: /(?<=wire\.queryParts\(')\w+(?=')/g,
    replace: ([name]) => `${name}_`,
    count: 4,
  },
  {
    fault: 'two parameters swapped',
    files: ENDPOINTS,
    find: /(?<=queryParts\('start_time', wire\.dateTime, params\.)startTime/g,
    replace: () => 'endTime',
    count: 3,
  },
  {
    fault: 'a member under another name',
    files: CODECS,
    // Of several words: one that is the same here and there is handed on unknown under the very name it has. None of an error's
    // body either: what does not decode is left as it came, which prints the same.
    find: /(?<=^ {2})(?!request_id|retry_after)[a-z]\w*_\w+(?=: wire\.(?:required|optional)\()/gm,
    replace: ([name]) => `${name}_`,
    count: 8,
  },
  {
    fault: 'a member has another type',
    files: CODECS,
    find: /(?<=: wire\.required\('\w+', wire\.)(?:int|text|boolean)(?=\))/g,
    replace: ([type]) => (type === 'text' ? 'int' : 'text'),
    count: 3,
  },
  {
    fault: 'another media type',
    files: ENDPOINTS,
    find: /(?<= {2}contentType: ')application\/[\w+-]+(?=')/g,
    replace: () => 'text/plain',
    count: 2,
  },
  {
    fault: 'the answer of a success is not read',
    files: ENDPOINTS,
    find: /(?<= {2}answers: \(\) => \(\{ 20\d: )wire\.asJson\([\w.]+\)/g,
    replace: () => 'null',
    count: 2,
  },
  {
    fault: 'no key of idempotency',
    files: ENDPOINTS,
    find: /^ {2}idempotencyKey: 'idempotency-key',\n/gm,
    replace: () => '',
    count: 2,
  },
  {
    fault: 'what may be retried is sent once',
    files: ENDPOINTS,
    find: /(?<= {2}repeatable: )true/g,
    replace: () => 'false',
    count: 2,
  },
  {
    fault: 'a status is another error',
    files: /^src\/error-rules\.ts$/,
    find: /(?<=status === 4\d\d[^\n]*(?:return|\?) (?:errors\.)?)(?:PermissionDenied|Conflict|RateLimit)Error/g,
    replace: () => 'ServerError',
    count: 2,
  },
  {
    fault: 'another default',
    files: /^src\/contract\.ts$/,
    find: /(?<=(?:maxRetries|initial|maxRetryAfter|capacity): )(?=\d)/g,
    replace: () => '9 * ',
    count: 4,
    sdk: 'fixtures',
    cases: ['retries', 'Retry-After', 'Retry budget'],
  },
  {
    fault: 'a header under another name',
    files: /^src\/connection\.ts$/,
    find: /(?<=')X-API-Key(?=')/g,
    replace: ([name]) => `${name}s`,
    count: 1,
  },
  {
    fault: 'a header of answers under another name',
    files: /^src\/contract\.ts$/,
    find: /(?<= {2}(?:requestId|retryAfter|retryAfterMs): ')[\w-]+(?=')/g,
    replace: ([name]) => `${name}s`,
    count: 3,
    sdk: 'fixtures',
    cases: ['Request ids', 'Retry-After'],
  },
  {
    fault: 'the documentation of an argument is of something else',
    files: /^src\/params\.ts$/,
    find: /(?<=^ {2}\/\*\* )[A-Z][^\n]*(?= \*\/\n)/gm,
    replace: () => 'Something else altogether.',
    count: 2,
  },
  {
    fault: 'an argument that may be left out is asked for',
    files: /^src\/params\.ts$/,
    find: /(?<=^ {2}readonly \w+)\?(?=: )/gm,
    replace: () => '',
    count: 2,
  },
];

const templates: readonly Fault[] = [
  {
    fault: 'methods have no documentation',
    file: 'client.hbs',
    find: '\n\n  {{> doc doc}}\n  {{> doc lines}}',
    replace: '\n\n  {{> doc lines}}',
  },
];
const views: readonly Fault[] = [
  {
    fault: 'only what has to be sent once is retried',
    file: 'view/endpoints.ts',
    find: "boolean(retry.kind === 'always')",
    replace: "boolean(retry.kind === 'never')",
  },
  {
    fault: 'what must be there may be absent, and the reverse',
    file: 'view/codecs.ts',
    find: '!required ? code`optional`',
    replace: 'required ? code`optional`',
  },
  {
    fault: 'paths are in capitals',
    file: 'view/request.ts',
    find: "if (part.kind === 'text') return pathText(part.text);",
    replace: "if (part.kind === 'text') return pathText(part.text.toUpperCase());",
  },
];

/** As the driver's build has it, without looking at types: that takes a second, not twenty. */
async function compiled(path: string, text: string): Promise<RenderedFile | null> {
  if (!/^(?:src|driver)\/.*(?<!\.d)\.ts$/.test(path)) return null;
  const { stripTypeScriptTypes } = await import('node:module');
  return { path: `driver/build/${path.replace(/\.ts$/, '.js')}`, text: stripTypeScriptTypes(text) };
}

export const mutants: Mutations = { runtime, rules, templates, views, switch: null, compiled };
