import type { Fault, FaultRule, FaultSwitch, Mutations } from '@sdkgen/codegen';

const runtime: readonly Fault[] = [
  {
    fault: 'what comes once is sent again',
    sdk: 'own',
    file: 'runtime/core.rs',
    find: 'request.is_repeatable()',
    replace: 'true',
    cases: ['retries'],
  },
  {
    fault: 'a call that was given up goes on by itself',
    sdk: 'own',
    file: 'runtime/core.rs',
    find: 'self.transport.send(outgoing).await?',
    replace: `{
            let transport = self.transport.clone();
            let going = tokio::spawn(async move { transport.send(outgoing).await });
            going.await.map_err(|_| Failure::invalid("lost"))??
        }`,
    cases: ['cancellation'],
  },
  {
    fault: 'one retry more than asked for',
    file: 'runtime/core.rs',
    find: 'attempts <= most',
    replace: 'attempts <= most + 1',
    cases: ['retries'],
  },
  {
    fault: 'every status is retried',
    file: 'runtime/core.rs',
    find: '!retryable(failure)',
    replace: 'failure.details.status().is_none() && !retryable(failure)',
    cases: ['retries'],
  },
  {
    fault: 'what is not idempotent is retried',
    file: 'runtime/core.rs',
    find: 'may_retry(request.operation, plan.key)',
    replace: 'true',
    cases: ['retries'],
  },
  {
    fault: 'waits of any length are waited',
    file: 'runtime/core.rs',
    find: 'wish > contract::MAX_RETRY_AFTER',
    replace: 'wish > contract::MAX_RETRY_AFTER * 1000',
    cases: ['Retry-After'],
  },
  {
    fault: 'a wait beyond the deadline is begun',
    file: 'runtime/core.rs',
    find: 'deadline.is_none_or(|deadline| Instant::now() + wait < deadline)',
    replace: 'deadline.is_none_or(|deadline| Instant::now() < deadline + wait)',
    cases: ['Deadlines', 'Retry-After'],
  },
  {
    fault: 'the wait between attempts does not grow',
    file: 'runtime/backoff.rs',
    find: 'contract::BACKOFF_FACTOR.powi(i32::try_from(n).unwrap_or(i32::MAX))',
    replace: 'contract::BACKOFF_FACTOR.powi(0)',
    cases: ['Retries'],
  },
  {
    fault: 'waits are not spread',
    file: 'runtime/backoff.rs',
    find: 'low + (high - low) * uniform()',
    replace: 'high * 3.0',
    cases: ['Retries'],
  },
  {
    fault: 'retries cost nothing',
    file: 'runtime/backoff.rs',
    find: 'tokens.checked_sub(contract::BUDGET_RETRY_COST)',
    replace: 'tokens.checked_sub(0)',
    cases: ['Retry budget'],
  },
  {
    fault: 'a success gives nothing back',
    file: 'runtime/core.rs',
    find: 'self.budget.refund();',
    replace: '',
    cases: ['Retry budget'],
  },
  {
    fault: 'the milliseconds of Retry-After-Ms are seconds',
    file: 'runtime/retry_after.rs',
    find: 'millis / 1000.0',
    replace: 'millis',
    cases: ['Retry-After'],
  },
  {
    fault: 'a date is no Retry-After',
    file: 'runtime/retry_after.rs',
    find: 'http_date(text).map(|date| (date - now).to_std().unwrap_or_default())',
    replace: 'None',
    cases: ['Retry-After'],
  },
  {
    fault: 'the key of an idempotent call is another for every attempt',
    file: 'runtime/core.rs',
    find: 'outgoing.set(header, key);',
    replace: 'outgoing.set(header, &super::unique::key().unwrap_or_else(|| key.to_owned()));',
    cases: ['Idempotency'],
  },
  {
    fault: 'redirects are followed',
    file: 'runtime/transport.rs',
    find: 'reqwest::redirect::Policy::none()',
    replace: 'reqwest::redirect::Policy::limited(5)',
    cases: ['Redirects'],
  },
  {
    fault: 'the request id of the header is forgotten',
    file: 'runtime/problem.rs',
    find: 'member(json.as_ref(), "request_id").or_else(|| request_id(&headers))',
    replace: 'member(json.as_ref(), "request_id")',
    cases: ['Request ids'],
  },
  {
    fault: 'the code of an error is not read',
    file: 'runtime/problem.rs',
    find: 'member(json.as_ref(), "code")',
    replace: 'None',
    cases: ['errors'],
  },
  {
    fault: 'an error is swallowed',
    file: 'runtime/core.rs',
    find: '!(200..300).contains(&incoming.status) {\n            // What',
    replace: '!(200..300).contains(&incoming.status) && incoming.status != 418 {\n            // What',
    cases: ['errors'],
    isConstant: true,
  },
  {
    fault: 'a refused token is not fetched again',
    file: 'runtime/core.rs',
    find: 'self.forget_tokens(request).await',
    replace: 'false',
    cases: ['OAuth 2'],
  },
  {
    fault: 'an error tells the URL, and the secrets in it',
    file: 'runtime/transport.rs',
    find: 'error.without_url();',
    replace: 'error;',
    cases: ['Secrets'],
  },
  {
    fault: 'the first of several schemes is taken, whatever is there',
    file: 'runtime/auth.rs',
    find: '!schemes.is_empty() && found(schemes).len() == schemes.len()',
    replace: '!schemes.is_empty()',
    cases: ['security'],
  },
  {
    fault: 'a bearer token goes under another scheme',
    file: 'runtime/auth.rs',
    find: 'format!("{scheme} {}", secret.reveal())',
    replace: 'format!("Token {}", secret.reveal())',
    cases: ['security'],
  },
  {
    fault: 'a key of the query goes as a header',
    file: 'runtime/auth.rs',
    find: 'outgoing.query(&encode(name), &encode(secret.reveal()));',
    replace: 'outgoing.set(name, secret.reveal());',
    cases: ['API keys'],
  },
  {
    fault: 'pages end one too early',
    file: 'runtime/pages.rs',
    find: 'next.clone().map(|cursor| call.at(cursor))',
    replace: 'None.map(|cursor| call.at(cursor))',
    cases: ['Pages'],
  },
  {
    fault: 'a stream that was cut just ends',
    file: 'runtime/events.rs',
    find: 'return Some((Err(self.stop(failure)), self));',
    replace: 'return None;',
    cases: ['Streams that are cut', 'Streams resume'],
  },
  {
    fault: 'an endless feed ends with its connection',
    file: 'runtime/events.rs',
    find: '!self.feed.endless',
    replace: 'true',
    cases: ['Endless'],
  },
  {
    fault: 'attempts are not reset by progress',
    file: 'runtime/events.rs',
    find: 'self.reconnects = 0;',
    replace: '',
    cases: ['Streams resume'],
  },
  {
    fault: 'the wish for reconnects is ignored',
    file: 'runtime/events.rs',
    find: 'base.unwrap_or(contract::RECONNECT_DELAY)',
    replace: 'contract::RECONNECT_DELAY',
    cases: ['Streams resume'],
  },
  {
    fault: 'a stream goes on from its start',
    file: 'runtime/events.rs',
    find: 'self.reconnects += 1;\n            self.seed();',
    replace: 'self.reconnects += 1;',
    cases: ['Streams resume'],
  },
  {
    fault: 'a carriage return and a line feed end two lines',
    file: 'runtime/sse.rs',
    find: "byte == b'\\r'",
    replace: 'false',
    cases: ['SSE'],
  },
  {
    fault: 'lines of data are joined by nothing',
    file: 'runtime/sse.rs',
    find: "self.data.push('\\n');",
    replace: 'self.data.push_str("");',
    cases: ['SSE'],
  },
  {
    fault: 'an id with a NUL is taken',
    file: 'runtime/sse.rs',
    find: "!value.contains('\\0')",
    replace: '!value.is_empty()',
    cases: ['SSE'],
  },
  {
    fault: 'reserved characters are not encoded',
    file: 'runtime/style.rs',
    find: 'utf8_percent_encode(text, ENCODED).to_string()',
    replace: 'utf8_percent_encode(text, ENCODED).to_string().replace("%2F", "/")',
    cases: ['parameters'],
  },
  {
    fault: 'lists are delimited by commas whatever their style',
    file: 'runtime/style.rs',
    find: 'joined(value, self.separator(), print)',
    replace: 'joined(value, ",", print)',
    cases: ['parameters-query'],
  },
  {
    fault: 'a path may be left by dots',
    file: 'runtime/request.rs',
    find: 'text.as_deref()',
    replace: 'text.as_deref().map(|text| if text == ".." { "%2E%2E" } else { text })',
    cases: ['parameters-path'],
  },
  {
    fault: 'the octets of packed floats are the other way round',
    file: 'packed/floats.rs',
    find: 'number.narrow().to_le_bytes()',
    replace: 'number.narrow().to_be_bytes()',
    cases: ['bodies-packed'],
  },
  {
    fault: 'what 32 bits cannot hold is packed',
    file: 'packed/floats.rs',
    find: '!one.narrow().is_finite()',
    replace: 'one.narrow().is_nan()',
    cases: ['bodies-packed'],
  },
  {
    fault: 'packed floats may be infinite',
    file: 'packed/floats.rs',
    find: '!number.is_finite()',
    replace: 'number.is_nan()',
    cases: ['bodies-packed'],
  },
  {
    fault: 'packed lists are not read',
    file: 'packed/floats.rs',
    find: 'numbers(text)',
    replace: 'Err(E::custom(text))',
    cases: ['bodies-packed'],
  },
  {
    fault: 'packed answers are not asked for',
    file: 'runtime/core.rs',
    find: 'outgoing.set_new("prefer", preference);',
    replace: '',
    cases: ['bodies-packed'],
  },
  {
    fault: 'lists are packed though nobody wants that',
    file: 'packed/mod.rs',
    find: 'self.is_on.then(Scope::enter)',
    replace: 'Some(Scope::enter())',
    cases: ['bodies-packed'],
  },
  {
    fault: 'what is written after a packed body is packed as well',
    file: 'packed/mod.rs',
    find: 'PACKING.set(self.0);',
    replace: '',
    cases: ['bodies-packed'],
  },
];

const OPERATIONS = /^src\/operations\/(?!mod)\w+\.rs$/;
const MODELS = /^src\/models\/(?!mod)\w+\.rs$/;
const RESULTS = /^src\/models\/(?!mod)\w+(?:result|score|clusters|comparison|segments|plan|list)\.rs$/;

const rules: readonly FaultRule[] = [
  {
    fault: 'an operation is dropped',
    files: OPERATIONS,
    find: /(?<=^ {4}pub fn )(?=\w+\(&self)/gm,
    replace: () => 'dropped_',
    count: 3,
    breaksBuild: true,
  },
  {
    fault: 'another path',
    files: OPERATIONS,
    find: /(?<=request\.text\()"\/v1\/[^"]*"/g,
    replace: ([path]) => path.replace('v1', 'v2'),
    count: 3,
  },
  {
    fault: 'another method',
    files: OPERATIONS,
    find: /(?<=^ {4}method: )"(?:GET|POST)"/gm,
    replace: ([method]) => (method === '"GET"' ? '"POST"' : '"PUT"'),
    count: 3,
    isConstant: true,
  },
  {
    fault: 'a parameter of the query under another name',
    files: OPERATIONS,
    find: /(?<=request\.query\()"\w+"/g,
    replace: ([name]) => name.replace(/"$/, '_"'),
    count: 4,
  },
  {
    fault: 'two parameters swapped',
    files: OPERATIONS,
    find: /(?<=request\.query\("start_time", Style::Form\(true\), )&self\.start_time/g,
    replace: () => '&self.end_time',
    count: 3,
  },
  {
    fault: 'a member of a body under another name',
    files: /^src\/models\/\w+_request\.rs$/,
    find: /(?<=^ {8}\w+: (?:required|optional)(?: finite| \[[^\]]+\])? ")\w+(?=",)/gm,
    replace: ([name]) => `${name}_`,
    count: 4,
    isConstant: true,
  },
  {
    fault: 'a member of a result under another name',
    files: RESULTS,
    find: /(?<=^ {8}\w+: (?:required|optional)(?: finite| \[[^\]]+\])? ")\w+(?=",)/gm,
    replace: ([name]) => `${name}_`,
    count: 4,
    isConstant: true,
  },
  {
    fault: 'a member of a result has another type',
    files: RESULTS,
    find: /(?<=^ {4}pub \w+: )i64(?=,)/gm,
    replace: () => 'String',
    count: 2,
    isConstant: true,
  },
  {
    fault: 'another media type',
    files: OPERATIONS,
    find: /(?<=request\.(?:json|content)\()"application\/[\w+-]+"/g,
    replace: () => '"text/plain"',
    count: 2,
  },
  {
    fault: 'no key of idempotency',
    files: OPERATIONS,
    find: /(?<=^ {4}key_header: )Some\("[\w-]+"\)/gm,
    replace: () => 'None',
    count: 2,
    isConstant: true,
  },
  {
    fault: 'what may be retried is sent once',
    files: OPERATIONS,
    find: /(?<=^ {4}retry: Retry::)Always/gm,
    replace: () => 'Never',
    count: 2,
    isConstant: true,
  },
  {
    fault: 'no credentials',
    files: OPERATIONS,
    find: /(?<=^ {4}security: )&\[&\["ApiKey"\], &\["BearerAuth"\]\]/gm,
    replace: () => '&[]',
    count: 2,
    isConstant: true,
  },
  {
    fault: 'another answer is accepted',
    files: OPERATIONS,
    find: /(?<=^ {4}accept: )"application\/json"/gm,
    replace: () => '"text/html"',
    count: 2,
    isConstant: true,
  },
  {
    fault: 'an optional argument is lost',
    files: OPERATIONS,
    find: /(?<=^ {8})self\.\w+ = Some\(value\);/gm,
    replace: () => 'let _ = value;',
    count: 3,
  },
  {
    fault: 'an optional member of a body is lost',
    files: MODELS,
    find: /(?<=^ {8})self\.\w+ = Some\(value\);/gm,
    replace: () => 'let _ = value;',
    count: 3,
  },
  {
    fault: 'a header under another name',
    files: /^src\/client\.rs$/,
    find: /(?<=\()"X-API-Key"(?=, )/g,
    replace: ([name]) => name.replace(/"$/, 's"'),
    count: 1,
  },
  {
    fault: 'the documentation of an argument is of something else',
    files: OPERATIONS,
    find: /(?<=^ {4}\/\/\/ )[A-Z][^\n]*(?=\n {4}pub fn \w+\(mut self, value)/gm,
    replace: () => 'Something else altogether.',
    count: 2,
    isConstant: true,
  },
];

const templates: readonly Fault[] = [
  {
    fault: 'nothing of the arguments is put on the request',
    file: 'operation.hbs',
    find: '{{#each request}}\n{{this}}\n{{/each}}\n        Ok(',
    replace: '        Ok(',
  },
  {
    fault: 'methods have no documentation',
    file: 'operation.hbs',
    find: '{{methodDocs}}\n',
    replace: '',
  },
];
const views: readonly Fault[] = [
  {
    fault: 'what may always be retried wants a key',
    file: 'view/constants.ts',
    find: 'RETRIES[retry.kind]',
    replace: 'RETRIES.keyed',
  },
  {
    fault: 'methods are in lower case',
    file: 'view/constants.ts',
    find: 'stringLiteral(method)',
    replace: 'stringLiteral(method.toLowerCase())',
  },
  {
    fault: 'wire names have dashes',
    file: 'view/member.ts',
    find: 'stringLiteral(member.property.name.wire)',
    replace: "stringLiteral(member.property.name.words.join('-'))",
  },
];

const MODULE = 'src/mutant.rs';
const ROOT = 'src/lib.rs';

/** Rust compiles slowly, so that many faults go into one build: a variable of the environment says which of them holds. */
const bySwitch: FaultSwitch = {
  variable: 'SDK_MUTANT',
  install(files) {
    const root = files.get(ROOT) ?? '';
    const source = `use std::sync::OnceLock;

static CHOSEN: OnceLock<Option<String>> = OnceLock::new();

/// Whether this fault is the one to show.
pub(crate) fn is(name: &str) -> bool {
    CHOSEN.get_or_init(|| std::env::var("SDK_MUTANT").ok()).as_deref() == Some(name)
}
`;
    return [
      { path: MODULE, text: source },
      { path: ROOT, text: root.replace(/^mod client;$/m, 'mod client;\nmod mutant;') },
    ];
  },
  wrap(name, { find, replace }) {
    const isStatement = find.endsWith(';') && (!replace.endsWith(';') || replace.startsWith('let '));
    const [after, before] = isStatement ? [replace, find] : [replace.replace(/;$/, ''), find.replace(/;$/, '')];
    const choice = `if crate::mutant::is("${name}") { ${after} } else { ${before} }`;
    if (isStatement) return choice;
    return find.endsWith(';') ? `(${choice});` : `(${choice})`;
  },
};

export const mutants: Mutations = { runtime, rules, templates, views, switch: bySwitch, compiled: null };
